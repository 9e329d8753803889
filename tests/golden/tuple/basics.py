"""Tuples."""
t = (1, "a", None, (2, 3))
print(t, t[0], t[-1], t[1:3], t[::-1], len(t), t + (5,), t * 2, 2 * t[:1], "a" in t, t.index("a"), t.count(1), (), (1,), tuple("abc"), tuple([1, 2]), tuple())
a, b, *c = t
print(a, b, c, (1, 2) == (1, 2), (1, 2) < (1, 3), (1,) < (1, 0), (1, "a") < (2, None), (1, 2) != [1, 2], hash((1, 2)) == hash((1, 2)), hash(()), hash((1,)), hash((1, (2, 3))), hash((1.5, True)))
print(sorted([(2, "b"), (1, "z"), (2, "a")]), max((1, 2), (1, 3)), {(1, 2): "k"}[1, 2], tuple(x * 2 for x in (1, 2)), (1, 2, 1).count(1), (1, 2, 1).index(1, 1), t is tuple(t), t[:] is t)
for bad in ("t[9]", "t['a']", "t[0] = 1", "t + [1]", "t.index(99)", "(1, 2) < (1, 'a')", "hash(([],))", "t * 'a'", "t * -1", "del t[0]", "tuple(5)", "(1, 2).index(1, 1)", "t.append(1)", "t[1.0]", "t < 5", "tuple(1, 2)", "tuple(a=1)", "t.count()"):
    try:
        print(bad, eval(bad) if "=" not in bad and "del" not in bad or "a=1" in bad else exec(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
n = (1,)
for i in range(3):
    n = (n, i)
print(n, repr((1,)), str(((),)), (lambda *a: a)(1, 2), type((1)), type((1,)), (1, 2).__add__((3,)), (1).__class__, ().__len__(), (1, 2).__contains__(2), (3, 4).__getnewargs__())
x = ([],)
try:
    x[0] += [1]
except TypeError as e:
    print(e, x)
m = ([1],)
m[0].append(m)
print(m, m == m)
