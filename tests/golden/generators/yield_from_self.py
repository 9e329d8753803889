"""Delegating to oneself, and loops of delegation."""
def f():
    yield 1
    yield from g


g = f()
print(next(g))
try:
    next(g)
except ValueError as e:
    print(e)
print(g.gi_frame)


def a():
    yield "a"
    yield from gb


def b():
    yield "b"
    yield from ga


ga, gb = a(), b()
print(next(ga), next(ga))
try:
    next(ga)
except ValueError as e:
    print(e)
print(ga.gi_frame, gb.gi_frame)


def catching():
    yield 1
    try:
        yield from me
    except ValueError as e:
        yield "caught " + str(e)


me = catching()
print(list(me))
