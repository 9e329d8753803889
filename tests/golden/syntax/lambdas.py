"""Lambdas and default arguments."""
print((lambda: 1)(), (lambda x: x)(2), (lambda x, y=3: (x, y))(1), (lambda *a, **k: (a, k))(1, b=2))
print((lambda a, /, b, *, c: (a, b, c))(1, 2, c=3), (lambda x: lambda y: x + y)(1)(2))
f = lambda n: 1 if n < 2 else n * f(n - 1)
print(f(10), f.__name__, f.__qualname__, f.__defaults__)
fs = {"add": lambda a, b: a + b, "neg": lambda a: -a}
print(fs["add"](1, 2), fs["neg"](5))
print(sorted(["bb", "a", "ccc"], key=lambda s: -len(s)), list(map(lambda p: p[0] * p[1], [(1, 2), (3, 4)])))


def defaults(a, b=[], *, c={}):
    b.append(a)
    c[a] = len(b)
    return b, c


print(defaults(1), defaults(2), defaults(3, []), defaults.__defaults__, defaults.__kwdefaults__)
n = 1
def bound_at_definition(x=n, y=n + 1): return x, y
n = 100
print(bound_at_definition())
i = 5
print([(lambda i=i: i)() for i in range(3)], i)
print((lambda: (yield))().__class__.__name__, (lambda x: (x, x := 5))(1))
print((lambda x=lambda: 7: x())())
x = lambda: "text",
print(x[0](), len(x))
try:
    (lambda x: x)()
except TypeError as e:
    print(e)
try:
    (lambda x, /: x)(x=1)
except TypeError as e:
    print(e)
