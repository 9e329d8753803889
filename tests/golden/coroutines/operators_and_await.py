"""Precedence of await and evaluation order."""
log = []


class A:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        log.append(self.v)
        yield
        return self.v


def a(v):
    return A(v)


def run(c):
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        return e.value


async def main():
    print(await a(2) ** 3, 2 ** await a(3), -await a(4), not await a(0))
    print(await a(1) + await a(2) * await a(3))
    print([await a(1), *await a([2, 3])], {await a("k"): await a("v")}, {**await a({"x": 1})})
    print((await a([1, 2, 3]))[await a(1)], (await a("text")).upper())
    print(await a(1) if await a(0) else await a(2), await a(0) or await a(5), await a(1) and await a(6))
    print(await a(1) < await a(2) < await a(3), await a(3) < await a(2) < await a("never"))
    print(f"{await a(7)} {await a(3.14159):.{await a(2)}f} {await a('r')!r:>6}")
    x = y = await a(8)
    x += await a(1)
    print(x, y, (z := await a(9)), z)
    d = {}
    d[await a("key")] = await a("value")
    print(d, print(await a("arg"), end=await a("!\n")))
    print(await (await a(a("double"))))
    log.pop(-2)
    assert await a(True), await a("not evaluated")
    del d[await a("key")]
    first, *rest = await a([1, 2, 3])
    return first, rest, d


print(run(main()))
print(log)
