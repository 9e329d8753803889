"""Asynchronous comprehensions of all kinds, and await inside them."""
class Pause:
    def __init__(self, x):
        self.x = x

    def __await__(self):
        yield self.x
        return self.x


async def agen(n):
    for i in range(n):
        await Pause("gen")
        yield i


async def val(x):
    return await Pause(x)


def run(c):
    n = 0
    try:
        while True:
            c.send(None)
            n += 1
    except StopIteration as e:
        return e.value, n


async def main():
    print([i async for i in agen(3)])
    print({i * 2 async for i in agen(3)})
    print({i: i * i async for i in agen(3)})
    print([i async for i in agen(6) if i % 2])
    print([await val(i) for i in range(3)])
    print([await val(i) for i in range(4) if await val(i % 2)])
    print([(i, j) async for i in agen(2) for j in "ab"])
    print([(i, j) for i in "ab" async for j in agen(2)])
    print([[j async for j in agen(i)] for i in range(3)])
    print({await val(k): await val(k + 1) for k in range(2)})
    g = (i async for i in agen(2))
    print(type(g).__name__, [x async for x in g])
    h = (await val(i) for i in range(2))
    print(type(h).__name__, [x async for x in h])
    x = "kept"
    print([x async for x in agen(1)], x)
    fs = [lambda: i async for i in agen(2)]
    print([f() for f in fs])
    print([y async for i in agen(3) if (y := i * 10)], y)
    return "end"


print(run(main()))
