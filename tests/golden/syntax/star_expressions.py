"""Starred expressions in displays, subscripts, returns, for and assignments."""
a, b = [1, 2], (3, 4)
print([*a, *b], (*a, *b), {*a, *b}, {**{"x": 1}, **{"y": 2}}, [*a, 0, *b, *"s"], (*a,), [*[]], [*range(3), *map(str, a)])
x = *a, *b
print(x)
for i in *a, *b:
    print(i, end=" ")
print()


def ret():
    return *a, 5


def gen():
    yield *a, 6
    z = yield
    yield *z, 7


g = gen()
print(ret(), next(g), next(g), g.send("ab"))
first, *rest = *a, *b
*init, last = a + list(b)
(p, *q), *r = [(1, 2, 3), 4, 5]
print(first, rest, init, last, p, q, r)
d = {(1, *a): "tuple key"}
print(d[1, *a], d[(1, *a)])


class S:
    def __getitem__(self, k):
        return k

    def __setitem__(self, k, v):
        print("set", k, v)


s = S()
print(s[*a], s[*a, 5], s[0, *b], s[*(), ], s[1:2, *a])
s[*a] = 9
s[*a, *b] = 8


def f(*args, **kw):
    return args, kw


print(f(*a, 0, *b, k=1, **{"l": 2}), f(*a, *b), f(**{"a": 1}, b=2, **{"c": 3}), f(*(x for x in a), *[y for y in b]))
print([x for x in [*a, *b] if x], [(x, *y) for x, *y in [(1, 2, 3), (4,)]], print(*a, *b, sep="-"))
for x, *y in [(1,), (2, 3), "abc"]:
    print(x, y)
[*m], n = [(1, 2), 3]
print(m, n)
with open("/dev/null") as h:
    (*lines,) = h
print(lines)
