"""property: getter, setter, deleter, doc, errors, inheritance."""
class C:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        """Doc of x."""
        return self._x

    @x.setter
    def x(self, v):
        if v < 0:
            raise ValueError("negative")
        self._x = v

    @x.deleter
    def x(self):
        print("deleting")
        del self._x

    @property
    def readonly(self):
        return "r"

    w = property(None, lambda self, v: print("write only", v))
    d = property(lambda self: 5, doc="given doc")


c = C()
c.x = 5
print(c.x, C.x.__doc__, C.d.__doc__, type(C.x), C.x.fget(c), C.x.__name__)
del c.x
for action in (lambda: c.x, lambda: setattr(c, "x", -1), lambda: setattr(c, "readonly", 1), lambda: delattr(c, "readonly"),
               lambda: c.w, lambda: delattr(c, "w"), lambda: C().d):
    try:
        print(action())
    except (AttributeError, ValueError) as e:
        print(type(e).__name__, e)
c.w = 3


class D(C):
    @C.x.getter
    def x(self):
        return "overridden"

    @property
    def readonly(self):
        return super().readonly + "!"


d = D()
d.x = 7
print(d.x, d._x, d.readonly)
p = property()
try:
    p.__get__(1)
except AttributeError as e:
    print(e)
print(p.__get__(None, int) is p, p.fget, p.__isabstractmethod__)


class E:
    @property
    def bad(self):
        return self.missing

    def __getattr__(self, name):
        if name == "bad":
            return "via getattr"
        raise AttributeError(f"no {name}")


print(E().bad)


class Sub(property):
    """Sub doc."""


class F:
    @Sub
    def y(self):
        """y doc"""
        return 1


print(F().y, F.y.__doc__)
try:
    F.y.fget = None
except AttributeError as e:
    print(e)
