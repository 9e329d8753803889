# Abstract classes: registration, hooks, caches, and which patterns registered classes match.
import abc
import collections.abc
from typing import Protocol, runtime_checkable


class Shape(abc.ABC):
    @property
    @abc.abstractmethod
    def area(self): ...

    @abc.abstractmethod
    def name(self): ...


class Half(Shape):
    area = 1


print(sorted(Shape.__abstractmethods__), sorted(Half.__abstractmethods__))
try:
    Half()
except TypeError as error:
    print(error)


class Other: ...


class Below(Other): ...


print(isinstance(Other(), Shape), issubclass(Below, Shape))
token = abc.get_cache_token()
print(Shape.register(Other) is Other, abc.get_cache_token() == token + 1)
print(isinstance(Other(), Shape), issubclass(Below, Shape), issubclass(int, Shape))
for wrong in (3, "x"):
    try:
        Shape.register(wrong)
    except TypeError as error:
        print(error)
try:
    issubclass(3, Shape)
except TypeError as error:
    print(error)


class Parent(abc.ABC): ...


class Child(Parent): ...


try:
    Child.register(Parent)
except RuntimeError as error:
    print(error)


class Sized(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return {"int": True, "str": False, "list": 5}.get(other.__name__, NotImplemented)


print(issubclass(int, Sized), issubclass(str, Sized), issubclass(float, Sized))
try:
    issubclass(list, Sized)
except AssertionError as error:
    print(error)


class Row: ...


def kind(value):
    match value:
        case [*_]:
            return "sequence"
        case {}:
            return "mapping"
    return None


row = Row()
print(kind(row))
collections.abc.Sequence.register(Row)
Row.__len__ = lambda self: 0
Row.__getitem__ = lambda self, key: 1
print(kind(row), kind(type("Sub", (Row,), {})()))
try:
    class Both(abc.ABC):
        __abc_tpflags__ = (1 << 5) | (1 << 6)
except TypeError as error:
    print(error)


@runtime_checkable
class HasX(Protocol):
    x: int


class WithX:
    x = 3


print(isinstance(WithX(), HasX), isinstance(3, HasX))


class Fake:
    @property
    def __class__(self):
        return Other


print(isinstance(Fake(), Shape))
