"""Asynchronous generator expressions."""
async def ag(n):
    for i in range(n):
        yield i


def run(c):
    try:
        c.send(None)
    except StopIteration as e:
        return e.value


async def main():
    g = (x * 2 async for x in ag(3))
    print(type(g).__name__, g.__name__, g.ag_running, hex(g.ag_code.co_flags & 0x3ff))
    print([v async for v in g])
    g = (x async for x in ag(5) if x % 2)
    print(await g.__anext__(), await g.asend(None))
    try:
        await anext(g)
    except StopAsyncIteration:
        print("over")
    n = 10
    g = (x + n async for x in ag(2))
    n = 20
    print([v async for v in g])
    g = ((a, b) async for a in ag(2) async for b in ag(a + 1))
    print([v async for v in g])
    g = (await value(x) for x in range(3))
    print([v async for v in g])
    try:
        g = (x async for x in [1])
        print("made?")
    except TypeError as e:
        print(e)
    g = (x async for x in ag(3))
    await anext(g)
    print(await g.aclose(), [v async for v in g])
    print({k: v async for k, v in ((x, x * x) async for x in ag(3))})
    first = [v async for v in ag(2)] + [v async for v in (y async for y in ag(1))]
    return first


async def value(x):
    return x * 100


print(run(main()))
