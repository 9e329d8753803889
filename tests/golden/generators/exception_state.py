"""sys.exception() belongs to each generator and comes back after a yield."""
import sys


def name():
    e = sys.exception()
    return e and repr(e)


def f():
    print("f start", name())
    try:
        raise ValueError("in f")
    except ValueError:
        print("f handling", name())
        yield 1
        print("f still handling", name())
    print("f after", name())
    yield 2
    print("f end", name())


g = f()
next(g)
print("outside", name())
try:
    raise KeyError("outer")
except KeyError:
    print("before", name())
    next(g)
    print("after resume", name())
    next(g, None)
print("at last", name())


def nested():
    try:
        raise OSError("1")
    except OSError:
        yield from f()
        print("nested", name())


for v in nested():
    print("loop", v, name())
