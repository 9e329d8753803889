"""f_back of each link: while running it leads to the resumer, while suspended it is None."""
import sys


def chain():
    names = []
    f = sys._getframe(1)
    while f:
        names.append(f.f_code.co_name)
        f = f.f_back
    return names


def leaf():
    print("leaf", chain())
    yield 1
    print("leaf again", chain())
    yield 2


def middle():
    yield from leaf()


def top():
    yield from middle()


g = top()


def first():
    next(g)


def second():
    next(g)


first()
frame = g.gi_frame
inner = g.gi_yieldfrom
print(frame.f_back, inner.gi_frame.f_back, inner.gi_yieldfrom.gi_frame.f_back)
print(g.gi_suspended, inner.gi_suspended, inner.gi_yieldfrom.gi_suspended)
second()
print(inner.__name__, inner.gi_yieldfrom.__name__, inner.gi_yieldfrom.gi_yieldfrom)
