"""Everything that can be awaited."""
import types


@types.coroutine
def generator_based(x):
    got = yield x
    return ("generator_based", got)


class WithIterator:
    def __await__(self):
        return iter(["from list"])


class WithGenerator:
    def __await__(self):
        yield "from generator"
        return "generator result"


class OwnIterator:
    def __init__(self):
        self.n = 0

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("own result")
        return self.n


async def coroutine():
    return "coroutine result"


class WithWrapper:
    def __await__(self):
        return coroutine().__await__()


async def f():
    for x in (generator_based(5), WithIterator(), WithGenerator(), OwnIterator(), coroutine(), WithWrapper()):
        print("result", await x)


c = f()
try:
    while True:
        print("yielded", c.send(None), type(c.cr_await).__name__)
except StopIteration:
    print("end")
