"""format() of strings and other objects."""
for spec in ("", "s", "5", "<5", ">5", "^5", "*^7", ".2", "6.2", "5.2s", "é>5", "🎉^5", "<<5", "0", "05", "<05", "=5" if 0 else ".0", "10s"):
    print(repr(spec), [format(v, spec) for v in ("", "abc", "äöü")])
for spec in ("d", "x", "+", " ", "=5", ",", "_", "#", "z", ".2f", "5.", "c", "n", "%", "{}", "=05", "+5", "-5"):
    try:
        print(spec, format("abc", spec))
    except ValueError as e:
        print(repr(spec), e)
for v in (None, [], (1,), {}, object, len, b"x", ..., NotImplemented, range(2), type, 1j, True):
    print(format(v, "") == str(v), end=" ")
    try:
        print(format(v, ">15"))
    except TypeError as e:
        print(e)
for bad in (lambda: format("a", 5), lambda: format(), lambda: format("a", None), lambda: "a".__format__(), lambda: format(object(), "x")):
    try:
        bad()
    except TypeError as e:
        print(e)
