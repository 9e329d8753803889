"""Assignment targets of every shape."""
a, b = 1, 2
a, b = b, a
print(a, b)
(a, [b, (c, *d)]), e = [1, (2, "xyz")], 5
print(a, b, c, d, e)
*a, b = range(4)
print(a, b)
a, *b, c = "ab"
print(a, b, c)
[a, *[b, *c]] = [1, 2, 3, 4]
print(a, b, c)
(*a,), = [[1, 2]]
print(a)
x = y = z = []
x.append(1)
print(y, z is x)
i = 0
l = [10, 20, 30]
i, l[i] = 2, "set"
print(i, l)


class O:
    pass


o = O()
o.a, l[0], l[1:], d = 1, "first", ["s1", "s2"], {}
d["k"], *o.rest = "dv", 1, 2
print(o.a, l, d, o.rest)
for (p, q), *r in [((1, 2), 3, 4), ("xy",)]:
    print(p, q, r)
a = b, c = 1, 2
print(a, b, c)
(a) = 5
[] = ()
() = []
print(a)
for bad in (lambda: exec("a, b = 1"), lambda: exec("a, b = 1, 2, 3"), lambda: exec("a, b, *c = [1]"), lambda: exec("[a] = []"),
            lambda: exec("a, b = None"), lambda: exec("(a, b), c = 1, 2"), lambda: exec("a, *b = 5"), lambda: exec("() = [1]"),
            lambda: exec("a, b = iter([1, 2, 3])"), lambda: exec("a, b, c = {1: 2}"), lambda: exec("*a, b = ''")):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
