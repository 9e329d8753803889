"""Indexing, slicing, repetition and comparison with characters of every width."""
for s in ("abc", "äöü", "日本語", "🎉a🎊", "a\u0301", "\ud800x", ""):
    print(ascii(s), len(s), [ascii(c) for c in s], ascii(s[::-1]), ascii(s[1:]), ascii(s[-1:]), ascii(s * 2), ascii(s + "x"), s == s[:], hash(s) == hash(s + ""), ascii(s[len(s) // 2:]), ascii(max(s, default="")))
print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "ä" > "z", "🎉" > "\uffff", "a" == "a", "a" != b"a", "" < "a", "10" < "9", sorted("hello"), sorted(["b", "A", "ä", "a"]))
s = ""
for i in range(1000):
    s += chr(i % 500 + 32)
print(len(s), s[100], s[-1], s[123:130], s.count("a"), ascii(s[220:230]), hash(s) == hash("".join(s)), s[::100].encode())
print("abc" * 0, "abc" * -1, "ab" * 3, 3 * "ab", "a" "b", "a" + "b" * 2, "x" in "xyz", [c for c in "añ🎉"], list(enumerate("é🎉")), "".join(reversed("añ🎉")), "abc".__getitem__(1), "abc".__contains__("b"), "abc".__len__(), "a".__add__("b"), "a".__mul__(2), "a".__rmul__(2), "%s".__mod__(1), "a".__eq__(1))
t = "x" * 100000 + "é" + "y" * 100000
print(len(t), t[100000], t[100001], t[-1], t[99999:100002], t.index("y"), t[150000])
print(str(5), str(None), str([1, "a"]), str(b"x"), str(b"x", "ascii"), str(object=5), str(), str(b"\xc3\xa4", encoding="utf-8"), str(bytearray(b"ab"), "utf-8", "strict"), str(type), repr(str), str(1.0), str("same"), str(b"\xff", errors="replace"))
