"""Dunders are looked up on the type; __call__; methods as values."""
class A:
    def __call__(self, *a, **k):
        return a, k


a = A()
print(a(1, x=2), callable(a), callable(A), callable(5), a.__call__(3))
a.__call__ = lambda: "instance"
print(a(), a.__call__())


class B:
    pass


b = B()
b.__len__ = lambda: 5
b.__str__ = lambda: "instance str"
b.__iter__ = lambda: iter([1])
b.__add__ = lambda o: o
for action in (lambda: len(b), lambda: str(b)[:10], lambda: list(b), lambda: b + 1, lambda: b()):
    try:
        print(action())
    except TypeError as e:
        print(e)
B.__len__ = lambda self: 7
print(len(b), bool(b))
B.__call__ = lambda self, x: x + 1
print(b(1))
del B.__call__
try:
    b(1)
except TypeError as e:
    print(e)
m = "abc".upper
print(m(), m.__self__, m.__name__, str.upper("x"), str.__len__("abc"), m == "abc".upper)


class C:
    def m(self, x=1):
        return self, x

    @classmethod
    def c(cls, x):
        return cls.__name__, x

    @staticmethod
    def s(x):
        return x


c = C()
f = c.m
print(f()[0] is c, f.__self__ is c, f.__func__ is C.m, c.m == c.m, c.m is c.m, hash(c.m) == hash(c.m), C().m == c.m)
print(C.c(1), c.c(2), C.s(3), c.s(4), C.__dict__["c"].__func__ is C.c.__func__, C.__dict__["s"](9), C.c.__self__ is C)
for action in (lambda: C.m(), lambda: c.m(1, 2), lambda: c.s(), lambda: C.c(), lambda: c.m(y=1)):
    try:
        action()
    except TypeError as e:
        print(e)
print(f.__name__, f.__qualname__, f.__doc__, repr(C.m).split(" at 0x")[0], repr(f).split(" of")[0].split(" at 0x")[0])
import types
print(types.MethodType(lambda s, x: (s, x), 5)(6))
try:
    types.MethodType(5, 1)
except TypeError as e:
    print(e)
try:
    f.attr = 1
except AttributeError as e:
    print(e)
C.m.attr = "on function"
print(f.attr)
