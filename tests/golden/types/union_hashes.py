"""Members of unions without a hash; strings in Union[...]; the tuple of bases."""
import typing


class Raising(type):
    def __hash__(self):
        if ready: return 1
        raise TypeError("no hash yet")
class Equal(type):
    def __eq__(self, other): return 1 / 0
class A(metaclass=Raising): pass
class B(metaclass=Raising): pass


def tell(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


ready = False
u = A | B
print(u, u.__args__, u == (B | A), u == (A | int), (A | A) is A, u != (B | A))
tell(lambda: hash(u))
ready = True
tell(lambda: hash(u))
tell(lambda: hash(A | B) == hash(B | A))
tell(lambda: u == (A | B))
p, q = Equal("p", (), {}), Equal("q", (), {})
print(int | p)
tell(lambda: hash(int | p))
tell(lambda: p | q)
tell(lambda: (int | p) == (int | q))
tell(lambda: (int | p) == (str | p))
for args in (int, "str"), "str", ("a", "a", int), (None, None), 5, (int, typing.Union[int, "a"]):
    tell(lambda: typing.Union[args])
tell(lambda: int | str == str | int)


class T(tuple): pass
given = (A.__base__, )
X = type("X", T((int, object)), {})
Y = type("Y", given, {})
print(X.__bases__, type(X.__bases__).__name__, Y.__bases__ is given, X.__bases__ is X.__bases__)
class P: pass
class Q(P): pass
new = T((P,))
Q.__bases__ = new
print(Q.__bases__ is new, type("Z", (), {}).__bases__)
