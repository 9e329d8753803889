"""Descriptors: data and non-data, order of look-up."""
class Data:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return f"data get {self.name} {owner.__name__}"

    def __set__(self, obj, value):
        print("set", value)

    def __delete__(self, obj):
        print("delete", self.name)


class NonData:
    def __get__(self, obj, owner=None):
        return "non-data", obj is None, owner.__name__


class OnlySet:
    def __set__(self, obj, value):
        obj.__dict__["only"] = value * 2


class A:
    d = Data()
    n = NonData()
    only = OnlySet()


a = A()
print(a.d, A.d is A.__dict__["d"])
a.d = 5
del a.d
a.__dict__["d"] = "shadow?"
print(a.d)
print(a.n, A.n)
a.__dict__["n"] = "instance wins"
print(a.n)
print(type(a.only).__name__)
a.only = 4
print(a.only)
try:
    del a.only
except AttributeError as e:
    print(e)
a.late = Data()
print(type(a.late).__name__)


class ReadOnly:
    def __get__(self, obj, owner):
        return 1

    def __set__(self, obj, v):
        raise AttributeError("read only")


class B:
    r = ReadOnly()


try:
    B().r = 2
except AttributeError as e:
    print(e)


class Raises:
    def __get__(self, obj, owner):
        raise AttributeError("from get")


class C:
    r = Raises()

    def __getattr__(self, n):
        return "getattr " + n


print(C().r, getattr(B(), "zz", "default"), hasattr(C(), "anything"))
try:
    class D:
        class Bad:
            def __set_name__(self, o, n):
                raise ValueError("in set_name")
        x = Bad()
except ValueError as e:
    print(e, e.__notes__)
f = lambda self: "function"
print(f.__get__(5)(), f.__get__(None, int) is f, type(f.__get__(1)).__name__, [].append.__self__, len.__self__.__name__)
