"""aclose while async for is in progress, and generators left half read."""
class Pause:
    def __await__(self):
        yield


def run(c):
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        return e.value
    except Exception as e:
        return repr(e)


async def ag(name, n=5):
    try:
        for i in range(n):
            await Pause()
            yield i
    finally:
        await Pause()
        print("closed", name)


async def main():
    g = ag("explicit")
    async for v in g:
        if v == 2:
            break
    print("broke out")
    await g.aclose()
    print([v async for v in g])
    g = ag("inside the loop")
    async for v in g:
        if v == 1:
            await g.aclose()
        print("v", v)
    g = ag("with error")
    try:
        async for v in g:
            raise LookupError(v)
    except LookupError as e:
        print(repr(e))
    finally:
        await g.aclose()
    g = ag("partly")
    print(await anext(g), await anext(g), [v async for v in g])


class closing:
    def __init__(self, g):
        self.g = g

    async def __aenter__(self):
        return self.g

    async def __aexit__(self, *a):
        await self.g.aclose()


async def with_closing():
    async with closing(ag("closing")) as g:
        async for v in g:
            if v:
                return v


print(run(main()))
print(run(with_closing()))
