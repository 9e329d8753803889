"""close() goes level by level, innermost first."""
def level(n):
    try:
        if n:
            r = yield from level(n - 1)
            print("level", n, "got", r)
        else:
            yield "leaf"
    except BaseException as e:
        print("level", n, repr(e), "context", repr(e.__context__))
        raise
    finally:
        print("finally", n)


g = level(3)
next(g)
print("close ->", g.close())
g = level(2)
next(g)
try:
    g.throw(GeneratorExit("thrown"))
except GeneratorExit as e:
    print("out", repr(e))


def inner_returns():
    try:
        yield
    except GeneratorExit:
        return "inner value"


def middle():
    try:
        r = yield from inner_returns()
        print("never", r)
    except GeneratorExit as e:
        print("middle", repr(e))
        return "middle value"


g = middle()
next(g)
print(g.close())
g = middle()
next(g)
try:
    g.throw(GeneratorExit)
except StopIteration as e:
    print("stop", e.value)
