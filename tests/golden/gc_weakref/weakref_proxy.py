"""_weakref.proxy passes everything on."""
import _weakref


class C:
    def __init__(self):
        self.items = [1, 2]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, v):
        self.items[i] = v

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return iter(self.items)

    def __add__(self, o):
        return "add", o

    def __radd__(self, o):
        return "radd", o

    def __bool__(self):
        return False

    def __str__(self):
        return "str of C"

    def __eq__(self, o):
        return "eq"

    def __call__(self, *a):
        return "called", a

    def __neg__(self):
        return "neg"

    def __int__(self):
        return 42

    def __enter__(self):
        return "entered"

    def __exit__(self, *a):
        return True


c = C()
p = _weakref.proxy(c)
print(type(p), len(p), p[0], 2 in p, list(p), p + 1, 1 + p, bool(p), str(p), p == 1, p(5), -p, int(p), p.items)
p[0] = "set"
p.attr = 5
print(c.items, c.attr, _weakref.proxy(c) is p, isinstance(p, C), p.__class__)
del p.attr
print(hasattr(c, "attr"))
try:
    hash(p)
except TypeError as e:
    print(e)
del c
for action in (lambda: len(p), lambda: p[0], lambda: p.items, lambda: p + 1, lambda: str(p), lambda: bool(p), lambda: setattr(p, "x", 1),
               lambda: p(), lambda: list(p)):
    try:
        action()
    except ReferenceError as e:
        print(e)
print(repr(p).split(" at")[0])


class Plain:
    pass


o = Plain()
q = _weakref.proxy(o, lambda r: print("proxy callback"))
print(type(q), callable(q))
try:
    len(q)
except TypeError as e:
    print(e)
del o
