"""Errors while a dropped generator is closed go to sys.unraisablehook."""
import sys


def hook(u):
    print("unraisable:", u.exc_type.__name__, u.exc_value, "|", u.err_msg.split(" at ")[0], "|",
          getattr(u.object, "__name__", u.object) if u.object is not None else None)


sys.unraisablehook = hook


def fails():
    try:
        yield
    finally:
        raise ValueError("in finally")


def stubborn():
    try:
        yield
    except GeneratorExit:
        yield "more"


def stops():
    try:
        yield
    finally:
        raise StopIteration


g = fails()
next(g)
del g
g = stubborn()
next(g)
del g
g = stops()
next(g)
del g


def outer():
    yield from fails()


g = outer()
next(g)
g = None
try:
    raise KeyError("current")
except KeyError:
    g = fails()
    next(g)
    del g
    print("still", repr(sys.exception()))
