"""Thrown into a chain."""
def leaf():
    yield 1


def outer():
    yield from leaf()


g = outer()
next(g)
g.throw(KeyError("thrown"))
