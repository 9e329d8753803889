"""`yield from` delegates everything: values, send(), throw(), close(), and the inner generator's return value."""


def inner():
    yield 1
    yield 2
    return "done"


def outer():
    result = yield from inner()
    print(f"inner returned: {result}")
    yield 3


generator = outer()
print(next(generator))
print(next(generator))
print(next(generator))


def accumulate():
    """Adds up what is sent until it gets None."""
    total = 0
    while (value := (yield total)) is not None:
        total += value
    return total


def gather(totals):
    while True:
        totals.append((yield from accumulate()))


totals = []
accumulator = gather(totals)
next(accumulator)
for value in (1, 2, 3, None, 10, 20, None):
    accumulator.send(value)
print(totals)


def guarded(name):
    try:
        yield name
        yield name + " again"
    except KeyError as error:
        print(name, "handles", error)
        yield name + " recovered"
    finally:
        print(name, "is left")


def both():
    yield from guarded("first")
    yield from guarded("second")


generator = both()
print(next(generator))
print(generator.throw(KeyError("thrown from outside")))
print(next(generator))
print(generator.gi_yieldfrom.__name__, "is what it waits for")
generator.close()
