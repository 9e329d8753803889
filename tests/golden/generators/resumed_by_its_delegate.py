"""A generator that runs is not resumed again, though what it delegated to before has ended meanwhile."""


def outer():
    yield from (i for i in [1, 2])
    print("first is over")
    yield from inner()


def inner():
    yield 3
    for _ in range(3):
        try:
            for x in g:
                print("never", x)
        except ValueError as e:
            print("inner", e)
    try:
        print("never", g.send(None))
    except ValueError as e:
        print("inner", e)
    yield 4


g = outer()
for v in g:
    print(v)


def first():
    yield from range(2)
    yield from second()


def second():
    yield from (x for x in "ab")
    try:
        yield from h
    except ValueError as e:
        print("second", e)
    try:
        next(h)
    except ValueError as e:
        print("second", e)
    yield "end"


h = first()
print(list(h))
