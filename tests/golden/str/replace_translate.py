"""replace, translate, maketrans, expandtabs, and padding."""
print("aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "aaa".replace("a", ""), "abc".replace("", "-"), "".replace("", "x"), "abc".replace("", "-", 2), "aXbX".replace("X", "yy"), "abc".replace("z", "q"), "aaa".replace("aa", "b"), "x".replace("x", "x", 0), "ääö".replace("ä", "a"), "abc".replace("b", "🎉"), "aab".replace("a", "x", count=1), "aa".replace("a", "b", -1))
print("hello".translate({104: "J", 101: None, 108: 76}), "abc".translate(str.maketrans("ab", "xy")), "abc".translate(str.maketrans("ab", "xy", "c")), "abc".translate(str.maketrans({"a": "long", "b": None, 99: 100})), str.maketrans("a", "b"), str.maketrans({"a": 1}), "äb".translate({228: "ae"}), "abc".translate({}))


class T:
    def __getitem__(self, k):
        if k == 98:
            raise LookupError
        return chr(k).upper() * 2


print("abc".translate(T()))
print(repr("a\tb".expandtabs()), repr("a\tb\tc".expandtabs(4)), repr("ab\n\tc".expandtabs(2)), repr("\t".expandtabs(0)), repr("a\tb".expandtabs(-1)), repr("a\tb".expandtabs(tabsize=3)))
for n in (0, 3, 5, 8, 9, -1):
    print(repr("abc".center(n)), repr("abcd".center(n, "*")), repr("abc".ljust(n, "-")), repr("abc".rjust(n)), repr("abc".zfill(n)), repr("-12".zfill(n)), repr("+x".zfill(n)), repr("é".center(n, "ü")))
for bad in ("'a'.replace('b')", "'a'.replace(1, 'b')", "'a'.replace('a', 1)", "'a'.replace('a', 'b', 'c')", "'a'.translate()", "'a'.translate(5)", "'a'.translate({97: 1.5})", "'a'.translate({97: 0x110000})", "str.maketrans('ab', 'c')", "str.maketrans(5)", "str.maketrans({'ab': 1})", "str.maketrans('a', 'b', 5)", "str.maketrans({1.5: 1})", "'a'.center()", "'a'.center('x')", "'a'.center(5, '')", "'a'.center(5, 'xy')", "'a'.ljust(5, 1)", "'a'.zfill(None)", "'a'.expandtabs('x')", "'a' * 'b'", "'a' * 1.5", "'a' + 1", "1 + 'a'", "'a' % 1", "'abc'[5]", "'a' - 'b'", "-'a'", "'a' < 1"):
    try:
        print(bad, repr(eval(bad)))
    except Exception as e:
        print(bad, type(e).__name__, e)
