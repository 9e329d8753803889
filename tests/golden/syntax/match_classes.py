"""Class patterns: __match_args__, attributes, built-in types."""
class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Point3(Point):
    __match_args__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


def f(p):
    match p:
        case Point3(0, 0, 0):
            return "origin 3"
        case Point3(z=0):
            return "flat"
        case Point(0, 0):
            return "origin"
        case Point(x, 0) | Point(0, x):
            return "axis", x
        case Point(x=x, y=y) if x == y:
            return "diagonal", x
        case Point(x, y=y):
            return "point", x, y
        case int(n) | float(n):
            return "number", n
        case str(s):
            return "str", s
        case [Point(a, _), *_]:
            return "list of points", a
        case dict() | set():
            return "container"
        case object(missing=m):
            return "never", m
        case object():
            return "object"


for v in (Point3(0, 0, 0), Point3(1, 2, 0), Point(0, 0), Point(3, 0), Point(0, 4), Point(5, 5), Point(1, 2), 5, True, 2.5,
          "s", [Point(9, 1)], {}, set(), b"x", None):
    print(f(v))


def errors(cls, n):
    try:
        match cls():
            case cls(_, _):
                print("matched")
            case _:
                print("no match")
    except TypeError as e:
        print(e)


class NoArgs:
    pass


class BadArgs:
    __match_args__ = 5


class ListArgs:
    __match_args__ = ["a", "b"]


class IntArgs:
    __match_args__ = (1, 2)


class Short:
    __match_args__ = ("a",)


class Double:
    __match_args__ = ("a", "a")
    a = 1


for c in (NoArgs, BadArgs, ListArgs, IntArgs, Short, Double, int):
    errors(c, 2)
try:
    match 1:
        case f():
            pass
except TypeError as e:
    print(e)
try:
    match Point(1, 2):
        case Point(1, x=1):
            pass
except TypeError as e:
    print(e)
