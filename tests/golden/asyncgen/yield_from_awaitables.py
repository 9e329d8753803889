"""yield from over asend objects in a generator, and __await__ of them."""
import types


async def ag():
    x = yield 1
    print("x", x)
    x = yield 2
    print("x", x)


@types.coroutine
def drive(g):
    a = yield from g.__anext__()
    b = yield from g.asend("sent")
    try:
        yield from g.__anext__()
    except StopAsyncIteration:
        pass
    return a, b


try:
    next(drive(ag()))
except StopIteration as e:
    print(e.value)


def plain(g):
    first = yield from g.__anext__()
    yield first


print(list(plain(ag())))


async def co():
    g = ag()
    a = g.__anext__()
    return await a


try:
    co().send(None)
except StopIteration as e:
    print(e.value)
g = ag()
it = iter(g.__anext__())
print([*it])
print(list(g.asend("list")), list(g.aclose()))
