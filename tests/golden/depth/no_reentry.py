"""Which built-ins call Python back without native code waiting for it on the spot."""
# golden: by hand, CPython has no such counter
import sys

try:
    kaa = sys._kaa
except AttributeError:
    kaa = None


class A:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __lt__(self, o):
        return self.v < o.v

    def __hash__(self):
        return hash(self.v)

    def __add__(self, o):
        return self

    def __radd__(self, o):
        return self

    def __bool__(self):
        return self.v > 0

    def __repr__(self):
        return "A"

    def __format__(self, spec):
        return "A"

    def __getattr__(self, name):
        return 1

    def __contains__(self, x):
        return True

    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i

    def __enter__(self):
        return self

    def __exit__(self, *a):
        return False

    @property
    def p(self):
        return 1


class It:
    def __iter__(self):
        self.n = 0
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n


class M(type):
    def __instancecheck__(cls, x):
        return True

    def __subclasscheck__(cls, x):
        return True

    def __call__(cls):
        return 1


class C(metaclass=M):
    pass


def g():
    yield 1
    yield 2


def target(*args):
    pass


def unpack(x):
    a, *b = x


def with_():
    with A(1):
        pass


def extend(x):
    [].extend(x)


def update(x):
    set().update(x)


x, y = A(1), A(2)
cases = {
    "sum": lambda: sum(g()), "sum iterator": lambda: sum(It()), "sum __add__": lambda: sum([x, y]), "any": lambda: any([A(0), x]), "all": lambda: all(g()),
    "list": lambda: list(g()), "tuple": lambda: tuple(It()), "set": lambda: set(g()), "frozenset": lambda: frozenset(It()), "dict": lambda: dict((k, k) for k in "ab"),
    "bytes": lambda: bytes(g()), "bytearray": lambda: bytearray(It()), "join": lambda: "".join(str(v) for v in g()), "extend": lambda: extend(It()), "update": lambda: update(g()),
    "max": lambda: max(x, y), "min key": lambda: min(g(), key=lambda v: -v), "sorted key": lambda: sorted(g(), key=lambda v: -v), "sort key": lambda: [2, 1].sort(key=lambda v: v),
    "map": lambda: list(map(lambda v: v, It())), "filter": lambda: list(filter(lambda v: v, g())), "zip": lambda: list(zip(g(), [1, 2])), "enumerate": lambda: list(enumerate(g())),
    "unpack": lambda: unpack(It()), "star": lambda: target(*g()), "star in list": lambda: [*It()], "in iterator": lambda: 3 in It(), "__contains__": lambda: 3 in x, "in list": lambda: A(2) in [x, y],
    "list ==": lambda: [x] == [A(1)], "tuple <": lambda: (x,) < (y,), "dict ==": lambda: {1: x} == {1: A(1)}, "hash": lambda: hash((x, y)), "repr": lambda: repr([x, (y,), {1: x}]),
    "count": lambda: [x, y].count(A(1)), "index": lambda: (x, y).index(A(2)), "isinstance": lambda: isinstance(1, (str, C)), "issubclass": lambda: issubclass(int, C), "call": lambda: C(),
    "property": lambda: x.p, "getattr": lambda: x.missing, "add": lambda: x + 1, "radd": lambda: 1 + x, "getitem": lambda: x[0], "with": with_, "f-string": lambda: f"{x}", "format": lambda: format(x),
    "next": lambda: next(iter(It())), "init": lambda: A(3), "bool": lambda: not x, "class": lambda: type("D", (A,), {}),
}
for name, f in cases.items():
    f()
    before = kaa.native_reentries if kaa else 0
    f()
    after = kaa.native_reentries if kaa else 0
    print(name, after - before)
