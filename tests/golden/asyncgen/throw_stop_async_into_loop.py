"""StopAsyncIteration raised at odd places."""
class Pause:
    def __await__(self):
        yield


def run(c):
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        return e.value
    except BaseException as e:
        return type(e).__name__, str(e), repr(e.__cause__)


async def body_raises():
    async for v in one():
        raise StopAsyncIteration("from body")
    return "not reached"


async def one():
    yield 1


print(run(body_raises()))


class AiterRaises:
    def __aiter__(self):
        raise StopAsyncIteration("aiter")


class AnextNested:
    def __aiter__(self):
        return self

    async def __anext__(self):
        await Pause()
        await self.deeper()

    async def deeper(self):
        await Pause()
        raise StopAsyncIteration("deep")


async def loop(x):
    async for v in x:
        pass
    return "ended"


print(run(loop(AiterRaises())))
print(run(loop(AnextNested())))


class Target:
    def __setattr__(self, n, v):
        raise StopAsyncIteration("target")


async def target():
    async for Target().x in one():
        pass
    return "ended by target?"


print(run(target()))
c = loop(AnextNested())
c.send(None)
try:
    c.throw(StopAsyncIteration("thrown"))
except BaseException as e:
    print(type(e).__name__, e)


async def in_gen():
    async for v in AnextNested():
        yield v
    yield "after"


async def read():
    return [v async for v in in_gen()]


print(run(read()))
