"""__slots__."""
class S:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


s = S()
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"))
for action in (lambda: s.b, lambda: setattr(s, "c", 1), lambda: delattr(s, "b"), lambda: s.__dict__, lambda: s.c):
    try:
        print(action())
    except AttributeError as e:
        print(e)
s.b = 2
del s.a
print(hasattr(s, "a"), S.b.__get__(s), type(S.a).__name__, repr(S.a))


class WithDict(S):
    pass


w = WithDict()
w.extra = 5
print(w.__dict__, w.a)


class More(S):
    __slots__ = ["c", "__dict__", "__weakref__"]


m = More()
m.c, m.any = 3, 4
print(m.c, m.__dict__, m.a)


class Single:
    __slots__ = "one"


class Mapping:
    __slots__ = {"x": "doc of x"}


class Private:
    __slots__ = ("__p",)

    def __init__(self):
        self.__p = 1


print(Single.__slots__, Mapping.x.__doc__, Private()._Private__p, Private.__slots__)
for slots, extra in ((("a", 1), {}), (("a b",), {}), (("x",), {"x": 1}), (("__dict__", "__dict__"), {}), (("a", "a"), {}), (5, {})):
    try:
        print(type("T", (), {"__slots__": slots, **extra}))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for base in (int, tuple, bytes, str, list):
    try:
        print(type("T", (base,), {"__slots__": ("x",)}).__name__)
    except TypeError as e:
        print(e)


class X:
    __slots__ = ("p",)


class Y:
    __slots__ = ("q",)


try:
    class Z(X, Y):
        pass
except TypeError as e:
    print(e)
import _weakref
try:
    _weakref.ref(s)
except TypeError as e:
    print(e)
print(_weakref.ref(m)() is m)
