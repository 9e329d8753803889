"""An inner generator that ignores GeneratorExit."""
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        print("inner ignores")
        yield 2
    print("inner ends")


def outer():
    try:
        yield from stubborn()
    except BaseException as e:
        print("outer sees", repr(e), repr(e.__context__))
        raise


for action in ("close", "throw"):
    g = outer()
    next(g)
    try:
        print(g.close() if action == "close" else g.throw(GeneratorExit))
    except BaseException as e:
        print(action, type(e).__name__, e)
    print(g.gi_frame)


def fails():
    try:
        yield 1
    finally:
        raise KeyError("inner fails")


def outer2():
    try:
        yield from fails()
    except KeyError as e:
        print("outer2 sees", repr(e), "context", repr(e.__context__))
        yield "outer2 goes on"


g = outer2()
next(g)
try:
    print(g.close())
except RuntimeError as e:
    print(e)
g = outer2()
next(g)
print(g.throw(GeneratorExit("ge")))
