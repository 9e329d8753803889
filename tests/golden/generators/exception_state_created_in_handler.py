"""A generator that runs inside a handler sees the resumer's exception, not the creator's."""
import sys


def look():
    while True:
        yield repr(sys.exception()), repr(sys.exc_info()[1])


g = look()
print(next(g))
try:
    raise ValueError("a")
except ValueError:
    print(next(g))
    made_inside = look()
    try:
        raise KeyError("b")
    except KeyError:
        print(next(g), next(made_inside))
    print(next(g), next(made_inside))
print(next(g), next(made_inside))


def reraise():
    try:
        yield
    except LookupError:
        yield "handling"
        raise


g = reraise()
next(g)
print(g.throw(IndexError("i")))
try:
    raise TypeError("other")
except TypeError:
    try:
        next(g)
    except IndexError as e:
        print(repr(e), repr(e.__context__))


def bare():
    yield 1
    raise


g = bare()
next(g)
try:
    next(g)
except RuntimeError as e:
    print(e)
g = bare()
next(g)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        next(g)
except ZeroDivisionError as e:
    print("reraised resumer's", e)
