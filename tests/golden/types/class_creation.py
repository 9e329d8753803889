"""Classes: bases, dict, attributes, instances."""
class A:
    """Doc of A."""
    x = 1

    def __init__(self, v=0):
        self.v = v

    def m(self):
        return self.v + self.x


class B(A):
    x = 10


print(A.__name__, A.__qualname__, A.__module__, A.__doc__, A.__bases__, A.__mro__)
print(B.__base__, B.__dict__["x"], "m" in B.__dict__, B(5).m(), A(5).m())
print(repr(A), str(B), type(A), type(A()))
a = A()
a.new = "attr"
print(a.__dict__, vars(a) is a.__dict__, a.__class__ is A, isinstance(B(), A), issubclass(B, A), issubclass(A, B))
A.x = 100
print(a.x, B.x, B(1).m())
del A.x
try:
    a.x
except AttributeError as e:
    print(e)
try:
    del a.x
except AttributeError as e:
    print(e)
try:
    A.nothing
except AttributeError as e:
    print(e)
C = type("C", (B,), {"y": 2, "m2": lambda self: self.y})
print(C, C().m2(), C.__mro__[1].__name__)
for args in ((), (1, 2), ("N", (), {}, 1), (1, (), {}), ("N", 1, {}), ("N", (1,), {}), ("N", (), 1), ("N", (int, str), {}),
             ("N", (bool,), {}), ("N", (A, B), {}), ("N\0", (), {})):
    try:
        print(type(*args))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
a.__class__ = B
print(type(a).__name__)
for cls in (int, 5):
    try:
        a.__class__ = cls
    except TypeError as e:
        print(e)
print(type(5), type(type), type(None), type(...), type(NotImplemented), type(print), type(len), type(A.m), type(a.m))
