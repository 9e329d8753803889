"""__getattr__, __getattribute__, __setattr__, __delattr__, __dir__."""
class A:
    cls = "class attr"

    def __getattr__(self, n):
        if n.startswith("dyn_"):
            return n.upper()
        raise AttributeError(f"custom {n}")


a = A()
print(a.dyn_x, a.cls, getattr(a, "nope", "default"), hasattr(a, "dyn_q"), hasattr(a, "nope"))
try:
    a.nope
except AttributeError as e:
    print(e)


class B:
    def __getattribute__(self, n):
        if n == "blocked":
            raise AttributeError("blocked")
        if n == "special":
            return 42
        return super().__getattribute__(n)

    def __getattr__(self, n):
        return f"fallback {n}"

    def method(self):
        return "method"


b = B()
b.x = 1
print(b.special, b.blocked, b.x, b.method(), b.other, b.__class__.__name__)


class C:
    def __setattr__(self, n, v):
        print("set", n, v)
        object.__setattr__(self, n, v * 2)

    def __delattr__(self, n):
        print("del", n)
        super().__delattr__(n)

    def __dir__(self):
        return ["z", "a", "m"]


c = C()
c.v = 5
print(c.v, dir(c))
c.v += 1
print(c.v)
del c.v
try:
    del c.v
except AttributeError as e:
    print(e)
setattr(c, "w", 1)
delattr(c, "w")
for action in (lambda: setattr(c, 1, 2), lambda: getattr(c, 1), lambda: hasattr(c, 1), lambda: delattr(c, None), lambda: getattr(c)):
    try:
        action()
    except TypeError as e:
        print(e)


class D:
    def __getattr__(self, n):
        raise ValueError("not an AttributeError")


try:
    hasattr(D(), "x")
except ValueError as e:
    print(e)
try:
    getattr(D(), "x", 1)
except ValueError as e:
    print(e)
for o in (object(), 5, "s", None, [], (lambda: 1)):
    try:
        o.attribute = 1
        print("set on", type(o).__name__)
    except AttributeError as e:
        print(e)
    try:
        o.attribute2
    except AttributeError as e:
        print(e)
try:
    int.new = 1
except TypeError as e:
    print(e)
e = None
try:
    a.nope2
except AttributeError as x:
    e = x
print(e.name, e.obj is a)
try:
    (5).foo
except AttributeError as x:
    print(x.name, x.obj)
