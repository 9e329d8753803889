"""Exceptions thrown in while inner generators catch, convert, end or yield more."""
def inner():
    while True:
        try:
            yield "waiting"
        except KeyError:
            yield "caught KeyError"
        except ValueError as e:
            raise TypeError("converted") from e
        except IndexError:
            return "returned on IndexError"


def outer():
    while True:
        try:
            r = yield from inner()
            yield "outer got " + r
        except TypeError as e:
            yield f"outer caught {e!r} from {e.__cause__!r}"


g = outer()
print(next(g))
print(g.throw(KeyError))
print(next(g))
print(g.throw(ValueError("v")))
print(next(g))
print(g.throw(IndexError))
print(next(g))
try:
    g.throw(OSError("passes"))
except OSError as e:
    print(repr(e))


def cleanup():
    try:
        yield 1
    except GeneratorExit:
        print("inner GeneratorExit")
        raise


def outer2():
    try:
        yield from cleanup()
    except GeneratorExit as e:
        print("outer GeneratorExit", e.args)
        yield "yielded after"


g = outer2()
next(g)
print(g.throw(GeneratorExit("arg")))
print(next(g, "end"))
