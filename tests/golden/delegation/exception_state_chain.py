"""sys.exception() at the leaf of a chain whose links are inside handlers."""
import sys


def leaf():
    for _ in range(2):
        yield repr(sys.exception())


def handler(g, error):
    try:
        raise error
    except Exception:
        yield from g
        yield "after", repr(sys.exception())


def plain(g):
    yield from g


g = plain(leaf())
print(next(g))
try:
    raise OSError("resumer")
except OSError:
    print(next(g))
g = handler(plain(leaf()), KeyError("k"))
print(next(g))
try:
    raise OSError("resumer")
except OSError:
    print(next(g))
    print(next(g), repr(sys.exception()))
g = plain(handler(plain(handler(leaf(), KeyError("inner"))), ValueError("outer")))
print([next(g) for _ in range(4)], repr(sys.exception()))


def raising():
    yield 1
    raise IndexError("leaf fails")


def context(e):
    out = []
    while e:
        out.append(repr(e))
        e = e.__context__
    return out


g = plain(handler(plain(handler(raising(), KeyError("inner"))), ValueError("outer")))
next(g)
try:
    try:
        raise OSError("resumer")
    except OSError:
        next(g)
except IndexError as e:
    print(context(e))
g = handler(handler(leaf(), KeyError("inner")), ValueError("outer"))
next(g)
try:
    g.throw(TypeError("thrown"))
except TypeError as e:
    print(context(e))
