"""__context__ of exceptions raised in and thrown into generators."""
def show(e):
    parts = []
    while e is not None:
        parts.append(repr(e))
        e = e.__context__
    print(" <- ".join(parts))


def f():
    try:
        yield
    except ValueError:
        raise KeyError("second")


g = f()
next(g)
try:
    g.throw(ValueError("first"))
except KeyError as e:
    show(e)


def handling():
    try:
        raise OSError("mine")
    except OSError:
        yield


g = handling()
next(g)
try:
    g.throw(ValueError("thrown"))
except ValueError as e:
    show(e)

g = handling()
next(g)
try:
    try:
        raise TypeError("outer")
    except TypeError:
        g.throw(ValueError("thrown in handler"))
except ValueError as e:
    show(e)


def raiser():
    yield
    raise IndexError("inner")


g = raiser()
next(g)
try:
    try:
        raise TypeError("outer")
    except TypeError:
        next(g)
except IndexError as e:
    show(e)
