"""The recursion limit ends a recursion wherever it goes through, and the program goes on."""
import sys


class Add:
    def __add__(self, o):
        return self + o


class Attr:
    def __getattr__(self, n):
        return getattr(self, n + "x")


class Prop:
    @property
    def p(self):
        return self.p


class Init:
    def __init__(self):
        Init()


class Call:
    def __call__(self):
        return self()


class Item:
    def __getitem__(self, i):
        return self[i]


class Iter:
    def __iter__(self):
        return iter(self)


class Next:
    def __iter__(self):
        return self

    def __next__(self):
        return next(self)


class Bool:
    def __bool__(self):
        return bool(self)


class Len:
    def __len__(self):
        return len(self)


class Eq:
    def __eq__(self, o):
        return self == o


class Hash:
    def __hash__(self):
        return hash(self)


class Str:
    def __str__(self):
        return str(self)


class Repr:
    def __repr__(self):
        return repr(self)


class Contains:
    def __contains__(self, x):
        return x in self


class Set:
    def __setattr__(self, n, v):
        self.x = v


class With:
    def __enter__(self):
        with self:
            pass

    def __exit__(self, *a):
        pass


class Format:
    def __format__(self, spec):
        return f"{self}"


def key(v):
    return sorted([v], key=key)


def mapped(v):
    return list(map(mapped, [v]))


def gen():
    yield from gen()


def genexpr():
    return sum(genexpr() for _ in [1])


def comp():
    return [comp() for _ in [1]]


def lam(f=lambda g: g(g)):
    return f(f)


def try_(n=0):
    try:
        return try_(n + 1)
    finally:
        n += 1


def exec_():
    exec("exec_()")


def meta():
    class M(type):
        def __call__(cls):
            return cls()
    return M("C", (), {})()


async def co():
    await co()


cases = {"plain": lambda: (lambda f: f(f))(lambda f: f(f)), "add": lambda: Add() + 1, "getattr": lambda: Attr().x, "property": lambda: Prop().p, "init": Init, "call": lambda: Call()(),
         "getitem": lambda: Item()[0], "iter": lambda: iter(Iter()), "next": lambda: next(Next()), "bool": lambda: bool(Bool()), "len": lambda: len(Len()), "eq": lambda: Eq() == 1,
         "hash": lambda: hash(Hash()), "str": lambda: str(Str()), "repr": lambda: repr(Repr()), "contains": lambda: 1 in Contains(), "setattr": lambda: setattr(Set(), "x", 1), "with": lambda: With().__enter__(),
         "format": lambda: f"{Format()}", "sorted": lambda: key(1), "map": lambda: mapped(1), "generator": lambda: next(gen()), "genexpr": genexpr, "comprehension": comp, "lambda": lam, "try": try_,
         "exec": exec_, "metaclass": meta, "coroutine": lambda: co().send(None)}
for limit in (500, 3000):
    sys.setrecursionlimit(limit)
    for name, f in cases.items():
        try:
            f()
        except RecursionError:
            print(name, "RecursionError", end="; ")
        else:
            print(name, "ended?", end="; ")
    print()
