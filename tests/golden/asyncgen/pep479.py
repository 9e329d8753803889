"""StopIteration and StopAsyncIteration that leave the body become RuntimeError."""
async def raises(e):
    yield 1
    raise e


async def awaits(e):
    yield 1
    await other(e)


async def other(e):
    raise e


class Pause:
    def __await__(self):
        yield


def step(a):
    try:
        a.send(None)
    except StopIteration as e:
        return "value", e.value
    except BaseException as e:
        return type(e).__name__, str(e), repr(e.__cause__), repr(e.__context__)
    return "suspended"


for make in (raises, awaits):
    for e in (StopIteration("s"), StopAsyncIteration("a"), ValueError("v"), GeneratorExit("g")):
        g = make(e)
        step(g.__anext__())
        print(make.__name__, repr(e), "->", step(g.__anext__()))
        print("   then", step(g.__anext__()))


async def idle():
    yield 1
    yield 2


for e in (StopIteration("s"), StopAsyncIteration("a")):
    g = idle()
    step(g.__anext__())
    print("athrow", step(g.athrow(e)))
    g = idle()
    print("athrow unstarted", step(g.athrow(e)))
