"""close() returns what the generator returns, also through finally and delegation."""
def on_exit(value):
    try:
        yield
    except GeneratorExit:
        return value


def in_finally(value):
    try:
        yield
    finally:
        return_value = value
    return return_value


def loop():
    total = 0
    try:
        while True:
            total += yield total
    except GeneratorExit:
        return total


for value in (None, 0, "x", (1, 2)):
    g = on_exit(value)
    next(g)
    print(repr(g.close()), end=" ")
print()
g = in_finally(1)
next(g)
print(g.close())
g = loop()
next(g)
g.send(5)
g.send(6)
print(g.close(), g.close())


def outer():
    try:
        yield from on_exit("inner")
    except GeneratorExit:
        return "outer"


g = outer()
next(g)
print(g.close())


def passes():
    yield from on_exit("dropped")


g = passes()
next(g)
print(g.close())


def raises_other():
    try:
        yield
    except GeneratorExit as e:
        raise ValueError("instead") from e


g = raises_other()
next(g)
try:
    g.close()
except ValueError as e:
    print(e, repr(e.__cause__))
