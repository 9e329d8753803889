"""Own asynchronous iterators whose __anext__ returns odd awaitables."""
import types


@types.coroutine
def gen_based(x):
    yield "step"
    return x


class Await:
    def __init__(self, x):
        self.x = x

    def __await__(self):
        yield "step"
        if self.x > 2:
            raise StopAsyncIteration
        return self.x


class Immediate:
    def __init__(self, x):
        self.x = x

    def __await__(self):
        return iter(())


class It:
    def __init__(self, make):
        self.make, self.n = make, 0

    def __aiter__(self):
        return self

    def __anext__(self):
        self.n += 1
        if self.n > 3:
            raise StopAsyncIteration
        return self.make(self.n)


async def co(x):
    return x


async def loop(make):
    return [v async for v in It(make)]


def run(c):
    n = 0
    try:
        while True:
            c.send(None)
            n += 1
    except StopIteration as e:
        return e.value, n
    except Exception as e:
        return f"{type(e).__name__}: {e}", n


for make in (gen_based, Await, Immediate, co, lambda x: co(x), lambda x: Await(x).__await__(), lambda x: x, lambda x: None, lambda x: (y for y in ())):
    print(getattr(make, "__name__", make), run(loop(make)))


async def ag():
    yield 1


async def direct():
    g = ag()
    return await g.__anext__(), await anext(g, "default"), await anext(It(co)), await It(Await).__anext__()


print(run(direct()))
