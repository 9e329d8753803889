"""range objects."""
for args in ((5,), (0,), (-3,), (2, 8), (8, 2), (0, 10, 3), (10, 0, -3), (5, 5), (0, -10, -4), (2**70, 2**70 + 5, 2), (True,)):
    r = range(*args)
    print(r, list(r), len(r), r.start, r.stop, r.step, list(reversed(r)), bool(r), r[0] if r else None, r[-1] if r else None, hash(r) == hash(range(*args)))
r = range(0, 20, 3)
print(r[2], r[1:4], r[::-1], r[::2], r[-3:], r[100:], 9 in r, 10 in r, 9.0 in r, "a" in r, r.index(9), r.count(9), r.count(10), r == range(0, 21, 3), range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2))
print(range(10)[2:8][::2], range(10)[::-1][1:3], 2**70 in range(2**80), range(2**80)[2**79], range(2**80)[-1], range(3) != [0, 1, 2], sum(range(101)), max(range(5)), min(range(5, 1, -1)), sorted(range(3), reverse=True))
it = iter(range(3))
print(next(it), list(it), list(it), it.__length_hint__(), type(it).__name__, type(iter(range(2**70, 2**70 + 1))).__name__, type(reversed(range(3))).__name__, [*range(2), *range(2)])
for bad in ("range()", "range(1.0)", "range('a')", "range(1, 2, 0)", "range(1, 2, 3, 4)", "r[100]", "r['a']", "r.index(1)", "r.index('a')", "r + r", "r < r", "len(range(2**70))", "range(5)[2**70]", "range(stop=5)", "exec('r[0] = 1')", "exec('r.start = 1')", "hash(range([]))", "range(None)"):
    try:
        print(bad, eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
for i in range(3):
    i += 10
    print(i, end=" ")
print(i, [range(i) for i in range(3)], range(1, 10)[range(3)[1]])


class I:
    def __index__(self):
        return 4


print(range(I()), I() in range(5), range(10)[I()], [list(range(0, n, I())) for n in (0, 4, 5)], repr(range(0, 5, 1)), repr(range(1, 5)))
