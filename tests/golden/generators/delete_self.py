"""A generator that drops or replaces the last reference to itself while it runs."""
def f():
    global g
    print("running")
    del g
    print("still running")
    yield 1
    print("resumed")


g = f()
print(next(g))


def replaces():
    global h
    h = None
    try:
        yield "value"
    finally:
        print("finally")


h = replaces()
print(next(h))
print(h)


def closes_other():
    other.close()
    yield "closed other"


def other_gen():
    try:
        yield 1
    finally:
        print("other finally")


other = other_gen()
next(other)
print(list(closes_other()), other.gi_frame)


def drops_outer():
    del box[:]
    yield "inner"
    print("unreachable")


def outer():
    try:
        yield from drops_outer()
    finally:
        print("outer finally")


box = [outer()]
print(next(box[0]))
print(box)
