"""split, rsplit, splitlines, partition, join, strip."""
for t, args in (("a b  c", ()), ("  a b ", ()), ("a,b,,c", (",",)), ("a,b,c", (",", 1)), ("", ()), ("", (",",)), (",", (",",)), ("a b c d", (None, 2)), ("abXXcdXX", ("XX",)), ("a\tb\nc\u2003d", ()), ("aaa", ("a",)), ("a b", (" ", 0)), ("  a  b  ", (None, 1)), ("1<>2<>3", ("<>", -1)), ("a b c", (None, 0))):
    print(repr(t), args, t.split(*args), t.rsplit(*args))
print("a,b,c".split(sep=",", maxsplit=1), "a b".split(maxsplit=0), "x".rsplit(sep=None))
for t in ("a\nb\r\nc\rd", "a\n", "\n", "", "a\n\nb", "a\x0bb\x0cc\x1cd\x85e\u2028f", "abc"):
    print(repr(t), t.splitlines(), t.splitlines(True), t.splitlines(keepends=1))
for t, s in (("a-b-c", "-"), ("abc", "-"), ("", "-"), ("-", "-"), ("a--b", "--")):
    print(t.partition(s), t.rpartition(s))
for t, args in (("  a  ", ()), ("xxaxx", ("x",)), ("abcba", ("ab",)), ("\t\n a\u2003", ()), ("", ()), ("aaa", ("a",)), ("[x]", ("[]",)), ("äaä", ("ä",)), (" a ", (None,))):
    print(repr(t.strip(*args)), repr(t.lstrip(*args)), repr(t.rstrip(*args)))
print(",".join(["a", "b"]), "".join("abc"), "-".join([]), "x".join(["only"]), " ".join(c for c in "abc"), ", ".join({"k": 1}), "ab".join(("1", "2", "3")), "é".join("ab"))
print("prefix-x".removeprefix("prefix"), "x.py".removesuffix(".py"), "abc".removeprefix("z"), "abc".removesuffix(""), "aa".removeprefix("a"))
for bad in ("'a'.split('')", "'a'.split(5)", "'a'.split(None, 'x')", "'a'.join([1])", "'a'.join(['x', None])", "'a'.join(5)", "'a'.partition('')", "'a'.partition(1)", "'a'.strip(1)", "'a'.splitlines('x', 1)", "'a'.removeprefix(1)", "'a'.rsplit('')", "'a'.join('b', 'c')", "'a'.join([b'x'])", "'a'.strip('a', 'b')"):
    try:
        print(bad, eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
