"""return, break and continue through async with and finally that await."""
class Pause:
    def __init__(self, x):
        self.x = x

    def __await__(self):
        yield self.x


class M:
    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, *a):
        await Pause(f"exit {kind and kind.__name__}")


def run(c):
    out = []
    try:
        while True:
            out.append(c.send(None))
    except StopIteration as e:
        return out, e.value
    except Exception as e:
        return out, repr(e)


async def a():
    try:
        async with M():
            return 1
    finally:
        await Pause("finally")


async def b():
    for i in range(5):
        try:
            async with M():
                if i == 0:
                    continue
                if i == 2:
                    break
        finally:
            await Pause(f"f{i}")
    return i


async def c():
    try:
        async with M():
            raise ValueError("v")
    except ValueError:
        await Pause("handler")
        raise KeyError("k")
    finally:
        await Pause("finally")


async def d():
    try:
        return 1
    finally:
        return_value = await e()
        print("value", return_value)


async def e():
    await Pause("in e")
    return "from e"


for f in (a, b, c, d):
    print(f.__name__, *run(f()))
