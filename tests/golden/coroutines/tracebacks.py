"""A traceback through awaits names each coroutine and its line."""
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


async def leaf():
    await Pause()
    raise ValueError("leaf")


async def middle():
    x = 1

    return x + await leaf()


class Manager:
    async def __aenter__(self):
        await middle()

    async def __aexit__(self, *a):
        pass


async def top():
    async with Manager():
        pass


def drive(c, *errors):
    try:
        c.send(None)
        if errors:
            c.throw(*errors)
        c.send(None)
    except Exception as e:
        print(type(e).__name__, walk(e))


drive(middle())
drive(top())
drive(top(), KeyError("thrown"))


class BadAwait:
    def __await__(self):
        raise OSError


async def awaits_bad():
    await BadAwait()


drive(awaits_bad())


async def in_loop():
    async for v in Iter():
        pass


class Iter:
    def __aiter__(self):
        return self

    async def __anext__(self):
        await leaf()


drive(in_loop())
drive(in_loop(), TypeError())
