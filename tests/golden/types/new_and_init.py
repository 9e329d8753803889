"""__new__, __init__, and what they may return."""
class A:
    def __new__(cls, *a, **k):
        print("new", cls.__name__, a, k)
        return super().__new__(cls)

    def __init__(self, *a, **k):
        print("init", a, k)


A(1, x=2)


class B:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


print(B())


class C:
    def __init__(self):
        return 1


try:
    C()
except TypeError as e:
    print(e)


class D:
    def __new__(cls, other=None):
        return other if other is not None else super().__new__(cls)

    def __init__(self, *a):
        print("init again", len(a))


d = D()
print(D(d) is d)
for make in (lambda: object(1), lambda: object(x=1), lambda: type("E", (), {})(1), lambda: type("E", (), {})(x=1),
             lambda: type("F", (), {"__init__": lambda s, a: None})(), lambda: type("F", (), {"__init__": lambda s, a: None})(1, 2),
             lambda: type("G", (), {"__new__": lambda c: object.__new__(c)})(1), lambda: object.__new__(int), lambda: object.__new__(5),
             lambda: object.__new__(), lambda: int.__new__(str), lambda: int.__new__(object), lambda: list.__new__(dict),
             lambda: type("H", (), {"__new__": lambda c, x: object.__new__(c, x)})(1)):
    try:
        print(type(make()).__name__)
    except TypeError as e:
        print(e)


class Int(int):
    def __new__(cls, v, extra):
        self = super().__new__(cls, v)
        self.extra = extra
        return self


i = Int(5, "e")
print(i + 1, i.extra, type(i + 1).__name__, type(i).__name__, isinstance(i, int), i == 5, {5: "x"}[i])


class T(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)


print(T(1, 2), type(T(1)[:]).__name__, T(1) + (2,), T(1, 2) == (1, 2))


class Singleton:
    instance = None

    def __new__(cls):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self):
        self.count = getattr(self, "count", 0) + 1


print(Singleton() is Singleton(), Singleton().count)
