"""find, index, count, in, startswith, endswith, with positions."""
s = "the cat and the hat and the cat"
for args in (("cat",), ("cat", 5), ("cat", 5, 10), ("the", 1), ("",), ("", 5), ("", 100), ("z",), ("cat", -3), ("cat", -3, None), ("t", None, 3), ("cat", 100), ("and", 0, -5)):
    row = [s.find(*args), s.rfind(*args), s.count(*args)]
    for m in (s.index, s.rindex):
        try:
            row.append(m(*args))
        except ValueError as e:
            row.append(str(e))
    print(args, *row, s.startswith(*args), s.endswith(*args))
print("cat" in s, "dog" not in s, "" in "", "a" in "", s.startswith(("x", "the")), s.endswith(("hat", "cat"), 5), s.startswith(()), "äöü".find("ü"), "äöü".rfind("ä", 1), "🎉x🎉".count("🎉"), "aaaa".count("aa"), "abc".count(""), "".count(""))
for bad in (lambda: s.find(5), lambda: s.find(), lambda: 5 in s, lambda: s.startswith(5), lambda: s.startswith(("a", 5)), lambda: s.count(None), lambda: s.find("a", "b"), lambda: s.index("z"), lambda: s.endswith(["a"]), lambda: s.find("a", 1.0), lambda: b"a" in s):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(("ab" * 1000 + "c").find("abc"), ("a" * 5000 + "b").rfind("ab"), ("x" * 100 + "ю" + "x" * 100).find("ю"), "abcabc".replace("abc", "").find("a"))
