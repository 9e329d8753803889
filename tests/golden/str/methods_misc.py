"""str: isinstance, interning by equality, dunders, unusual calls."""
print(str.join(",", "ab"), str.upper("x"), "a".__class__, "a".__hash__() == hash("a"), "abc".__iter__().__next__(), "b".__lt__("c"), "b".__ge__(5), "".__bool__() if hasattr("", "__bool__") else "no __bool__", "x".__sizeof__() > 0, "ab".__getnewargs__(), "x".__str__(), "x".__repr__(), "x".__format__("3"))
print(sorted(n for n in dir(str) if not n.startswith("__")))
for f in (lambda: "a".upper(1), lambda: str.upper(), lambda: str.upper(5), lambda: "a".split(sep=5), lambda: "a".encode(1), lambda: "abc"["a":], lambda: "a".x, lambda: exec("'a'.x = 1"), lambda: exec("'abc'[0] = 'x'"), lambda: exec("del 'abc'[0]"), lambda: "a" @ "b", lambda: ~"a", lambda: "a" << 1, lambda: "x" and 1 / 0, lambda: str(b"a", "ascii", "strict", 1), lambda: str("a", "ascii"), lambda: str(5, "ascii"), lambda: str(encoding="x"), lambda: chr(1.5), lambda: ord("é🎉")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(chr(65), chr(0x10ffff) == "\U0010ffff", ord("é"), ord(b"a"), ord("🎉"), [chr(c) for c in range(97, 100)], "".join(map(chr, range(0x3b1, 0x3b5))))
words = "It was the best of times it was the worst of times".split()
freq = {}
for w in words:
    freq[w.lower()] = freq.get(w.lower(), 0) + 1
print(sorted(freq.items(), key=lambda p: (-p[1], p[0])), max(words, key=len), " ".join(w[::-1] for w in words), "".join(sorted(set("".join(words).lower()))))


def caesar(s, n):
    return "".join(chr((ord(c) - 97 + n) % 26 + 97) if c.islower() else c for c in s)


print(caesar("hello, world", 3), caesar(caesar("hello", 5), -5), [s for s in ("level", "noon", "abc") if s == s[::-1]], {c: "mississippi".count(c) for c in sorted(set("mississippi"))})
table = [("name", 10, 1.5), ("x", 200, 33.333)]
for row in table:
    print("{:<8}|{:>5d}|{:8.2f}".format(*row), "%-8s|%5d|%8.2f" % row, f"{row[0]:<8}|{row[1]:>5}|{row[2]:8.2f}")
