"""Function attributes: readable, writable, deletable."""
def f(a, b=1, *args, c, d=2, **kw):
    """The doc."""
    return a


print(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__closure__, f.__dict__)
print(f.__globals__ is globals(), f.__builtins__ is __builtins__.__dict__, f.__type_params__, f.__annotations__)
f.custom = 1
f.__doc__ = "changed"
f.__name__ = "renamed"
f.__qualname__ = "q.renamed"
print(f.custom, vars(f), f.__doc__, f.__name__, repr(f).split(" at")[0])
f.__defaults__ = (10, 20)
f.__kwdefaults__ = {"c": 30, "d": 40}
print(f(), f.__defaults__)
f.__defaults__ = None
try:
    f()
except TypeError as e:
    print(e)
del f.__kwdefaults__
print(f.__kwdefaults__)
for attr, value in (("__name__", 5), ("__qualname__", None), ("__defaults__", [1]), ("__kwdefaults__", 1), ("__dict__", 1), ("__code__", 5),
                    ("__globals__", {}), ("__closure__", None), ("__annotations__", 5), ("__builtins__", {}), ("__type_params__", [])):
    try:
        setattr(f, attr, value)
        print(attr, "set")
    except (TypeError, AttributeError) as e:
        print(attr, type(e).__name__, e)


def g(x, y):
    return x * y


def h(x, y):
    return x + y


g.__code__ = h.__code__
print(g(3, 4), g.__name__, g.__code__.co_name)


def closure():
    v = 1
    def inner():
        return v
    return inner


try:
    g.__code__ = closure().__code__
except ValueError as e:
    print(e)
try:
    closure().__code__ = h.__code__
except ValueError as e:
    print(e)
import types
k = types.FunctionType(h.__code__, {}, "k", (1, 2))
print(k(), k.__name__, k.__module__)
for args in ((), (1, {}), (h.__code__, 1), (closure().__code__, {}), (closure().__code__, {}, None, None, (types.CellType(7),)), (h.__code__, {}, 5)):
    try:
        print(types.FunctionType(*args)())
    except (TypeError, ValueError) as e:
        print(e)
lam = lambda: 0
print(lam.__name__, lam.__qualname__, closure().__qualname__, lam == lam, lam != closure, hash(lam) == hash(lam), bool(lam))
