"""__init_subclass__, __set_name__, __class_getitem__, __mro_entries__."""
class Base:
    registry = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, tag))


class A(Base, tag="a"):
    pass


class B(A):
    pass


print(Base.registry)
try:
    class C(Base, unknown=1):
        pass
except TypeError as e:
    print(e)
try:
    class D(object, x=1):
        pass
except TypeError as e:
    print(e)


class G:
    def __class_getitem__(cls, item):
        return cls.__name__, item


class H(G):
    pass


print(G[int], H[1, 2], H["s"])
try:
    A[int]
except TypeError as e:
    print(e)
try:
    G()[0]
except TypeError as e:
    print(e)


class Entry:
    def __init__(self, *bases):
        self.bases = bases

    def __mro_entries__(self, bases):
        print("mro_entries", len(bases))
        return self.bases


class E(Entry(A, ), Entry()):
    pass


print(E.__bases__, len(E.__orig_bases__))


class BadEntry:
    def __mro_entries__(self, bases):
        return [A]


try:
    class F(BadEntry()):
        pass
except TypeError as e:
    print(e)
try:
    class I(5):
        pass
except TypeError as e:
    print(e)
try:
    type("J", (Entry(A),), {})
except TypeError as e:
    print(e)
print(list[int], dict[str, int], tuple[int, ...], type[int], list[int].__origin__, dict[str, int].__args__)


class L(list[int]):
    pass


print(L.__bases__, L.__orig_bases__, L([1]))


class Named:
    def __set_name__(self, owner, name):
        self.where = owner.__name__, name


class K:
    a = Named()
    b = c = Named()


print(K.a.where, K.b.where, K.c.where)
