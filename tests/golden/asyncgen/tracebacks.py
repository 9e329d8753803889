"""Tracebacks through async for, asend and athrow."""
def walk(e):
    tb = e.__traceback__
    out = []
    while tb:
        code = tb.tb_frame.f_code
        out.append((code.co_name, tb.tb_lineno - code.co_firstlineno))
        tb = tb.tb_next
    return out[1:]


class Pause:
    def __await__(self):
        yield


async def inner():
    yield 1
    await Pause()
    raise ValueError


async def outer():
    async for v in inner():

        yield v


async def consumer():
    async for v in outer():
        pass


async def by_asend():
    g = outer()
    await g.asend(None)
    await g.asend(None)


async def by_comprehension():
    return [v async for v in outer()]


def drive(c):
    try:
        while True:
            c.send(None)
    except Exception as e:
        print(type(e).__name__, walk(e))


drive(consumer())
drive(by_asend())
drive(by_comprehension())


async def by_athrow():
    g = outer()
    await g.asend(None)
    await g.athrow(KeyError("k"))


drive(by_athrow())


async def by_aclose():
    g = fails()
    await g.asend(None)
    await g.aclose()


async def fails():
    try:
        yield
    finally:
        1 / 0


drive(by_aclose())
