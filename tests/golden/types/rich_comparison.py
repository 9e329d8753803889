"""Rich comparison: reflection, identity fallback, hash."""
class V:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        print(f"eq {self.v}", end="; ")
        return self.v == o.v if isinstance(o, V) else NotImplemented

    def __lt__(self, o):
        print(f"lt {self.v}", end="; ")
        return self.v < o.v if isinstance(o, V) else NotImplemented

    def __le__(self, o):
        print(f"le {self.v}", end="; ")
        return self.v <= o.v


a, b = V(1), V(2)
print(a == b, a != b, a < b, a > b, a <= b, a >= b)
print(a == 1, 1 == a, a != 1, a == V(1))
try:
    a < 1
except TypeError as e:
    print(e)
try:
    hash(a)
except TypeError as e:
    print(e)
print(V.__hash__, a in [b, a], [a] == [V(1)], (a,) < (b,))
print(sorted([b, a], key=lambda v: v.v)[0].v, max([a, b]).v)


class Parent:
    def __eq__(self, o):
        return "parent eq"

    def __lt__(self, o):
        return "parent lt"

    def __gt__(self, o):
        return "parent gt"


class Child(Parent):
    def __eq__(self, o):
        return "child eq"

    def __gt__(self, o):
        return "child gt (reflected first)"


p, c = Parent(), Child()
print(p == c, c == p, p < c, c < p, p != c, p > c)


class OnlyEq:
    def __eq__(self, o):
        return True


class EqHash:
    def __eq__(self, o):
        return True

    __hash__ = object.__hash__


class Hashed:
    def __hash__(self):
        return 7


print(OnlyEq() != OnlyEq(), {EqHash(): 1} is not None, hash(Hashed()), {Hashed(): 1} is not None)
for value in ("x", 1.5, None, -1, 2**100, True):
    T = type("T", (), {"__hash__": lambda self: value})
    try:
        print(value, hash(T()) == hash(value) if isinstance(value, int) else hash(T()))
    except TypeError as e:
        print(value, e)


class Weird:
    def __eq__(self, o):
        return [] if o == 1 else ["truthy"]

    def __bool__(self):
        raise ValueError("no truth")


print(Weird() == 1, Weird() == 2, 2 == Weird(), Weird() != 1)
try:
    if Weird():
        pass
except ValueError as e:
    print(e)
o = object()
print(o == o, o == object(), o != object(), o.__eq__(1), o.__ne__(o), o.__lt__(1), (1).__eq__("a"), (1).__lt__(2.0))
