"""async with around yields: left when the generator is closed, thrown into, exhausted or dropped."""
class Pause:
    def __await__(self):
        yield


class M:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        await Pause()
        log.append("enter " + self.name)
        return self

    async def __aexit__(self, kind, value, tb):
        log.append(f"exit {self.name} {kind and kind.__name__}")
        if kind is not GeneratorExit:
            await Pause()


async def ag():
    async with M("a"), M("b"):
        yield 1
        async with M("c"):
            yield 2
        yield 3


def run(a):
    try:
        while True:
            a.send(None)
    except StopIteration as e:
        return e.value
    except BaseException as e:
        return type(e).__name__


for stop in range(5):
    for how in ("aclose", "athrow", "drop"):
        log = []
        g = ag()
        values = [run(g.asend(None)) for _ in range(stop)]
        if how == "aclose":
            values.append(run(g.aclose()))
        elif how == "athrow":
            values.append(run(g.athrow(ValueError("v"))))
        else:
            del g
        print(stop, how, values, log)
