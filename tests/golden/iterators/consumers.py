"""Built-ins that consume iterables: generators, Python iterators, errors in the middle, who asks for a length, tracebacks."""
import sys


def g(n):
    for i in range(n):
        yield i


print(sum(g(5)), sum(x * x for x in range(10) if x & 1), any(x > 3 for x in range(9)), all(x for x in (1, 2, 0, 3)))
print(list(g(4)), tuple(g(3)), set(g(3)), frozenset(g(2)), dict((x, x * 2) for x in range(3)), ",".join(str(x) for x in range(4)))
print(max(g(4)), min(g(4)), max(g(4), key=lambda x: -x), sorted(g(5), key=lambda x: -x), min([], default=3))
print(sum((2 ** 62 for _ in range(6)), 1), sum(x / 4 for x in range(5)), sum([[1], [2]], []), sum(0.1 for _ in range(10)))
a, b, *c = g(5)
print(a, b, c)
[a, b] = g(2)
print(a, b)


def two(n):
    a, b = g(n)


def more(n):
    a, *b, c = g(n)


for f, n in ((two, 3), (two, 1), (more, 1)):
    try:
        f(n)
    except ValueError as e:
        print(e)
print(*g(3))
print([*g(2), *g(3)], {*g(3), 9})


def bad():
    yield 1
    raise KeyError("x")


for f in (sum, list, tuple, set, any, max, sorted, dict, frozenset, bytes, bytearray, "".join, lambda x: print(*x), lambda x: [*x]):
    try:
        print(f(bad()))
    except Exception as e:
        tb, names = e.__traceback__, []
        while tb:
            names.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        print(repr(e), names)


class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        print("iter", end=" ")
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n

    def __len__(self):
        print("len", end=" ")
        return 5


for f in (sum, list, tuple, set, any, all, max, sorted, frozenset, bytes, bytearray, lambda x: "".join(map(str, x)), lambda x: [*x], lambda x: print(*x),
          lambda x: [].extend(x), dict.fromkeys, lambda x: list(zip(x, x)), lambda x: {*x}, lambda x: 3 in x):
    try:
        print(f(It()))
    except Exception as e:
        print(repr(e))


class Hint:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter((1, 2))

    def __length_hint__(self):
        if self.hint is KeyError:
            raise self.hint
        return self.hint


for hint in (3, NotImplemented, -1, "x", KeyError):
    try:
        print(list(Hint(hint)))
    except Exception as e:
        print(repr(e))


def inner():
    yield 1
    x = yield 2
    print("sent", x)


def outer():
    yield from inner()
    yield from [8, 9]
    yield 3


print(list(outer()), sum(outer()), max(outer()))


class S:
    def __add__(self, o):
        print("add", end=" ")
        return self

    def __radd__(self, o):
        print("radd", end=" ")
        return self


print(type(sum([S(), S()])).__name__)


class L:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        print("lt", self.v, o.v, end="; ")
        return self.v < o.v

    def __repr__(self):
        return f"L{self.v}"


print(min(L(3), L(1), L(2)), max([L(3), L(1), L(4)]), sorted([L(2), L(1)]))


class T(tuple):
    def __init__(self, *a):
        print("init", self, len(a))


print(T(g(3)))


def f(*a, **k):
    print(a, k)


f(*g(3), **{"a": 1})
for bad_call in (lambda: f(*3), lambda: f(*(1 / 0 for _ in [1])), lambda: set([x] for x in [1]), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: bytes([1, 300]),
                 lambda: sum("ab"), lambda: sum(["a"], ""), lambda: ",".join([1]), lambda: ",".join(5), lambda: max([]), lambda: min(1, 2, default=3), lambda: list(5), lambda: sorted(5)):
    try:
        bad_call()
    except Exception as e:
        print(repr(e))


def who():
    print(sys._getframe(1).f_code.co_name)
    yield 1


def caller():
    return list(who())


caller()
