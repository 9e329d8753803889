"""f_back in asynchronous generators, and ag_frame while suspended."""
import sys


def chain():
    f, out = sys._getframe(1), []
    while f:
        out.append(f.f_code.co_name)
        f = f.f_back
    return out


class Pause:
    def __await__(self):
        print("in await:", chain())
        yield


async def ag():
    print("in ag:", chain())
    await Pause()
    yield 1


async def consumer():
    async for _ in ag():
        print("in loop:", chain())


def driver():
    try:
        c.send(None)
    except StopIteration:
        pass


c = consumer()
driver()
print(type(c.cr_await).__name__, c.cr_frame.f_back)
driver()
g = ag()
a = g.__anext__()
a.send(None)
print(g.ag_frame.f_back, g.ag_frame.f_lineno - ag.__code__.co_firstlineno, g.ag_await.__name__)
try:
    g.ag_frame.clear()
except RuntimeError as e:
    print(e)
try:
    a.send(None)
except StopIteration as e:
    print(e.value)
