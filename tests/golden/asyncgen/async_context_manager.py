"""An asynchronous context manager made of an asynchronous generator, by hand."""
class Context:
    def __init__(self, g):
        self.g = g

    async def __aenter__(self):
        return await anext(self.g)

    async def __aexit__(self, kind, value, tb):
        if value is None:
            try:
                await anext(self.g)
            except StopAsyncIteration:
                return False
            raise RuntimeError("didn't stop")
        try:
            await self.g.athrow(value)
        except StopAsyncIteration as e:
            return e is not value
        except BaseException as e:
            if e is value or e.__cause__ is value and isinstance(value, (StopIteration, StopAsyncIteration)):
                return False
            raise
        raise RuntimeError("didn't stop after athrow")


class Pause:
    def __await__(self):
        yield


async def managed(mode):
    await Pause()
    try:
        yield mode
    except KeyError:
        print("swallowed")
        if mode == "convert":
            raise LookupError("converted")
    finally:
        await Pause()
        print("cleanup")
    if mode == "twice":
        yield


async def use(mode, error):
    async with Context(managed(mode)) as v:
        print("body", v)
        if error:
            raise error
    return "normal end"


def run(c):
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        return e.value
    except BaseException as e:
        return repr(e), repr(e.__context__)


for mode, error in (("ok", None), ("ok", KeyError("k")), ("ok", ValueError("v")), ("twice", None),
                    ("convert", KeyError("k")), ("ok", StopAsyncIteration("s")), ("twice", KeyError("t"))):
    print(run(use(mode, error)))
