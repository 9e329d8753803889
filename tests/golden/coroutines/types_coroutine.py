"""types.coroutine makes generators awaitable."""
import types


@types.coroutine
def g(n):
    total = 0
    for i in range(n):
        total += (yield i) or 0
    return total


async def f():
    a = await g(2)
    b = await g(1)
    return a, b


c = f()
print(c.send(None), c.send(10), c.send(20))
try:
    c.send(5)
except StopIteration as e:
    print(e.value)
print(type(g(1)).__name__, bool(g.__code__.co_flags & 0x100))


def from_generator():
    return (yield from g(1))


it = from_generator()
print(next(it))
try:
    it.send(3)
except StopIteration as e:
    print(e.value)


@types.coroutine
def delegates_to_coroutine():
    return (yield from other())


async def other():
    return await g(1)


async def top():
    return await delegates_to_coroutine()


c = top()
print(c.send(None))
try:
    c.send(7)
except StopIteration as e:
    print(e.value)


@types.coroutine
def not_generator():
    return other()


it = not_generator()
print(type(it).__name__)
it.close()
it = g(1)
print(it.gi_frame is not None, it.gi_yieldfrom)
for bad in (1, None):
    try:
        types.coroutine(bad)
    except TypeError as e:
        print(e)


def plain():
    yield from refused


refused = other()
try:
    next(plain())
except TypeError as e:
    print(e)
refused.close()
