"""Statements in class bodies: loops, conditions, imports, nested classes, deletes."""
class A:
    import sys as system
    values = []
    for i in range(3):
        values.append(i)
    if len(values) == 3:
        flag = "three"
    else:
        flag = "other"
    try:
        1 / 0
    except ZeroDivisionError as e:
        caught = str(e)
    with open("/dev/null") as f:
        closed = f.closed
    del f
    while i:
        i -= 1
    total = sum(v for v in values)

    def method(self):
        return self.Inner.name

    class Inner:
        name = "inner"

        class Deep:
            pass

    lam = lambda self, n: n * 2
    a, b = 1, 2
    (c := 5)
    __slots_like__ = ()


print(sorted(k for k in vars(A) if not k.startswith("__")))
print(A.flag, A.caught, A.closed, A.i, A.total, A().method(), A().lam(4), A.Inner.Deep.__qualname__, A.a, A.c, hasattr(A, "e"), A.system.__name__)


def make(n):
    class Local:
        value = n

        def get(self):
            return n, self.value, __class__.__name__
    Local.__name__ = f"Local{n}"
    return Local


print(make(1)().get(), make(2)().get(), make(3).__qualname__)


class Counter:
    count = 0

    def __init__(self):
        type(self).count += 1
        self.count += 100


c1, c2 = Counter(), Counter()
print(Counter.count, c1.count, c2.count)


class Empty: pass
class OneLine: x = 1; y = 2
class Doc: "only a docstring"


print(Empty.__doc__, OneLine.y, Doc.__doc__, Empty.__module__)
try:
    class Fails:
        x = 1
        raise ValueError("in body")
except ValueError as e:
    print(e)
try:
    Fails
except NameError as e:
    print(e)


class Redefine:
    def m(self):
        return 1

    first = m

    def m(self):
        return 2


print(Redefine().m(), Redefine().first(), Redefine.__firstlineno__ > 50)
class D(dict, object): z = "multiple"
print(D(a=1), D.z, D.__mro__[1:], [c.__name__ for c in (Empty, make(9))])
