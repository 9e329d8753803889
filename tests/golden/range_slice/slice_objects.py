"""slice objects and indices()."""
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s == slice(1, 10, 2), s < slice(1, 11), hash(s) == hash(slice(1, 10, 2)), slice(5), slice(None), slice("a", None, []))
for s in (slice(None), slice(2), slice(1, 4), slice(-3, None), slice(None, None, -1), slice(10, 0, -3), slice(-100, 100), slice(100, -100, -1), slice(3, 3), slice(None, None, 5), slice(-1, -5, -2)):
    for n in (0, 1, 5, 10):
        i = s.indices(n)
        assert list(range(n))[s] == list(range(*i)), (s, n)
        print(s, n, i, "".join("abcdefghij"[:n][s]), end=" | ")
    print()
print(slice(2**70).indices(2**80), slice(-2**70, None).indices(5))
for bad in ("slice()", "slice(1, 2, 3, 4)", "slice(1, 2, 0).indices(5)", "slice('a').indices(5)", "slice(1).indices(-1)", "slice(1).indices('a')", "[1, 2]['a':]", "'abc'[::0]", "(1, 2)[1.5:]", "hash(slice([], 1))", "slice(1) < 5", "slice(1).start = 2"):
    try:
        print(bad, eval(bad) if ".start =" not in bad else exec(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
l = list(range(10))
for target, value in (("l[2:5]", "'xyz'"), ("l[::2]", "range(5)"), ("l[5:]", "[]"), ("l[1:1]", "[7, 8, 9]"), ("l[:]", "(1, 2, 3)"), ("l[100:]", "[4]"), ("l[-2:]", "iter('ab')"), ("l[3:1]", "['in']"), ("l[::-1]", "l[:]")):
    exec(f"{target} = {value}")
    print(target, value, l)
for bad in ("l[::2] = [1]", "l[0:2] = 5", "l[::0] = []", "l['a':] = []", "l[::-1] = [1, 2]"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, type(e).__name__, e)
l = list(range(10))
for d in ("l[::3]", "l[1:3]", "l[-1:]", "l[::-2]", "l[5:1]", "l[:]"):
    exec("del " + d)
    print(d, l)
