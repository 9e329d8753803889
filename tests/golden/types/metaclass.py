"""Metaclasses: __prepare__, __new__, __init__, __call__, keywords, conflicts."""
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"prepared": True}

    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcls, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)

    def __call__(cls, *a, **k):
        print("call", cls.__name__, a, k)
        return super().__call__(*a, **k)

    def meta_method(cls):
        return "meta " + cls.__name__

    @property
    def prop(cls):
        return "prop of " + cls.__name__

    def __len__(cls):
        return 42

    def __getitem__(cls, k):
        return k, cls.__name__

    def __contains__(cls, x):
        return x == 1

    def __iter__(cls):
        return iter("abc")

    def __instancecheck__(cls, o):
        return o == "magic" or type.__instancecheck__(cls, o)

    def __subclasscheck__(cls, c):
        return c is int or type.__subclasscheck__(cls, c)


class A(metaclass=Meta, option=1):
    def __init__(self, x):
        self.x = x


class B(A, other=2):
    pass


print(A(5).x, A.meta_method(), B.prop, len(A), A["k"], 1 in A, list(A), type(B).__name__)
print(isinstance("magic", A), isinstance(5, A), issubclass(int, A), issubclass(str, A), A.prepared)
try:
    A(1).meta_method()
except AttributeError as e:
    print(e)


class M2(type):
    pass


try:
    class Conflict(A, metaclass=M2):
        pass
except TypeError as e:
    print(e)


class M3(Meta):
    pass


class Derived(A, metaclass=M3):
    pass


print(type(Derived).__name__)


def function_meta(name, bases, ns):
    return name, bases, sorted(ns)


class F(metaclass=function_meta):
    a = 1


print(F)
try:
    class P(metaclass=Meta, **{"metaclass": 1}):
        pass
except TypeError as e:
    print(e)


class BadPrepare(type):
    @classmethod
    def __prepare__(mcls, *a):
        return 5


try:
    class Q(metaclass=BadPrepare):
        pass
except TypeError as e:
    print(e)
try:
    class K(keyword=1):
        pass
except TypeError as e:
    print(e)
