"""Annotations are evaluated lazily (PEP 649)."""
x: int = 1
y: undefined_name
(z): str = "not recorded"


class C:
    a: int
    b: "text" = 2
    c: list[C]

    def method(self, p: C, *args: int, q: print("evaluated") = 1, **kw: str) -> None:
        pass


print(C.__annotations__)
print("before")
print(C.method.__annotations__)
print(C.b, hasattr(C, "a"), z)


def late(v: Defined) -> Defined: ...


try:
    late.__annotations__
except NameError as e:
    print(e)
Defined = 5
print(late.__annotations__)
late.__annotations__["extra"] = 1
print(late.__annotations__)
late.__annotations__ = {"new": 2}
print(late.__annotations__, late.__annotate__)
f = lambda: 0
print(f.__annotations__, f.__annotate__)


def g(a: 1 + 1) -> "r": ...


annotate = g.__annotate__
print(annotate(1), annotate.__name__)
for fmt in (2, 3, 4):
    try:
        annotate(fmt)
    except NotImplementedError as e:
        print("format", fmt, repr(e))
try:
    __annotations__
except NameError as e:
    print(e)
try:
    print(__annotate__(1))
except NameError as e:
    print(e)


def local():
    v: int = 5
    w: undefined
    u: print("never evaluated")
    try:
        w
    except UnboundLocalError as e:
        print(e)
    return v


print(local(), local.__annotations__)
obj = C()
obj.attr: int = 3
d = {}
d["k"]: str = "v"
print(obj.attr, d)
