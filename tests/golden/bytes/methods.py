"""Methods that bytes and bytearray share."""
for t in (bytes, bytearray):
    b = t(b"The quick brown Fox 123")
    print(b.upper(), b.lower(), b.title(), b.capitalize(), b.swapcase(), b.find(b"q"), b.find(113), b.rfind(b"o"), b.index(b"F"), b.count(b"o"), b.count(111), b.split(), b.split(b"o", 1), b.rsplit(None, 1), b.partition(b" "), b.rpartition(b" "), b.replace(b"o", b"0"), b.replace(b"o", b"", 1))
    print(b.startswith(b"The"), b.endswith((b"x", b"123")), t(b"  a ").strip(), t(b"xax").lstrip(b"x"), t(b"xax").rstrip(b"x"), t(b"a").center(5), t(b"a").ljust(4, b"-"), t(b"a").rjust(4, b"-"), t(b"-7").zfill(5), t(b"a\tb").expandtabs(4), t(b"a\nb\r\nc").splitlines(), t(b"a\nb").splitlines(True), t(b",").join([b"a", bytearray(b"b")]), t(b"abc").translate(bytes.maketrans(b"ab", b"xy")), t(b"abc").translate(None, b"b"), t(b"pre-x").removeprefix(b"pre-"), t(b"x.py").removesuffix(b".py"))
    print([getattr(t(x), m)() for m in ("isalpha", "isdigit", "isalnum", "isspace", "isupper", "islower", "istitle", "isascii") for x in (b"", b"aB", b"12", b" \n", b"AB", b"Ab Cd", b"\xe9")])
    print(b.decode(), t(b"\xc3\xa9").decode("utf-8"), t(b"\xff").decode("latin-1"), t(b"\xff").decode(errors="replace") == "\ufffd", t(b"ab").hex(), list(t(b"ab")), t(b"abc")[1:], type(t(b"a")[:]).__name__, type(t(b"a") + b"b").__name__, type(b"a" + t(b"b")).__name__, t(b"%b-%x") % (b"z", 255), t.maketrans(b"a", b"b")[97])
    for bad in (lambda: b.index(b"zz"), lambda: b.find(256), lambda: b.find(5.0), lambda: b.center(5, b"ab"), lambda: b.join([1]), lambda: b.split(b""), lambda: b.translate(b"short"), lambda: t.maketrans(b"a", b"bc"), lambda: b.partition(b""), lambda: b.count("a"), lambda: b.endswith([b"a"]), lambda: b.zfill("x"), lambda: b.splitlines(1, 2), lambda: b.decode("nope"), lambda: b.hex(b"", 1), lambda: b.isalpha(1)):
        try:
            print(bad())
        except Exception as e:
            print(type(e).__name__, e)
