"""PEP 479 for coroutines."""
class Pause:
    def __await__(self):
        yield


async def explicit(kind):
    raise kind("x")


async def awaits(kind):
    await explicit(kind)


class RaisesInAwait:
    def __await__(self):
        raise StopIteration("from __await__")
        yield


class Iter:
    def __await__(self):
        return self

    def __next__(self):
        raise StopIteration("value of next")


async def await_object(o):
    return await o


for c in (explicit(StopIteration), explicit(StopAsyncIteration), awaits(StopIteration), awaits(StopAsyncIteration),
          await_object(RaisesInAwait()), await_object(Iter())):
    try:
        c.send(None)
    except BaseException as e:
        print(type(e).__name__, e, "| cause", repr(e.__cause__), "| context", repr(e.__context__))


async def pausing():
    await Pause()


c = pausing()
c.send(None)
try:
    c.throw(StopIteration("thrown"))
except RuntimeError as e:
    print(e, repr(e.__cause__))
