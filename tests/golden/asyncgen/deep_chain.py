"""A chain of nested asynchronous generators passes values and is closed."""
import sys

sys.setrecursionlimit(20000)


class Pause:
    def __await__(self):
        return (yield "pause")


async def base(n):
    for i in range(n):
        yield await Pause()


async def layer(g):
    async for v in g:
        yield v + 1


def build(depth, n):
    g = base(n)
    for _ in range(depth):
        g = layer(g)
    return g


async def collect(g):
    return [v async for v in g]


for depth in (0, 1, 10, 300):
    c = collect(build(depth, 4))
    c.send(None)
    try:
        for i in range(10):
            c.send(i * 1000)
    except StopIteration as e:
        print(depth, e.value)
c = collect(build(200, 4))
c.send(None)
try:
    c.throw(ValueError("down there"))
except ValueError as e:
    n, tb = 0, e.__traceback__
    while tb:
        n, tb = n + 1, tb.tb_next
    print(repr(e), n)
c = collect(build(200, 4))
c.send(None)
print(c.close())
c = collect(build(200, 4))
c.send(None)
del c
print("dropped")
