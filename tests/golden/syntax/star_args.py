"""Stars in calls and definitions."""
def f(*args, **kwargs):
    return args, kwargs


print(f(*[1, 2], *(3,), 4, *"ab", **{"x": 1}, y=2, **{"z": 3}))
print(f(*(), **{}), f(*range(3)), f(*{"k": 1}), f(**dict(a=1)))


class Mapping:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, k):
        return k * 2


print(f(**Mapping()))


def g(a, /, b, *c, d=4, **e):
    return a, b, c, d, e


print(g(1, 2), g(1, b=2), g(1, 2, 3, 4, d=5, e=6, a=7), g(*"xyz"))
for call in (lambda: f(*5), lambda: f(**5), lambda: f(**{1: 2}), lambda: f(x=1, **{"x": 2}), lambda: f(**{"x": 1}, **{"x": 2}),
             lambda: g(a=1, b=2), lambda: f(*None), lambda: f(**None), lambda: print(*1), lambda: f(**[1])):
    try:
        print(call())
    except TypeError as e:
        print(e)


def order(label, v):
    print(label, end=" ")
    return v


print(f(order("a", 1), *order("b", [2]), k=order("c", 3), **order("d", {"z": 4})))
print([*range(2), *[5], 6], (*"ab", "c"), {*[1, 2], *{2, 3}}, {**{"a": 1}, "b": 2, **{"a": 3}})
print(*[1, 2], sep="-")
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4))
x = *"ab", 1
print(x)
for i in *[1], *[2, 3]:
    print(i, end=" ")
print()


def ret():
    return *[1, 2], 3


print(ret(), f(*(a for a in "gen")))
d = {}
d[*"ab", 1] = "star subscript"
print(d)
