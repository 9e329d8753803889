"""20,000 nested asynchronous generators."""
# golden: by hand
import sys

sys.setrecursionlimit(1_000_000)


class Pause:
    def __await__(self):
        yield "pause"


async def base():
    for i in range(3):
        await Pause()
        yield i


async def layer(g):
    async for v in g:
        yield v + 1


async def collect(g):
    return [v async for v in g]


g = base()
for _ in range(20_000):
    g = layer(g)
c = collect(g)
pauses = 0
try:
    while True:
        c.send(None)
        pauses += 1
except StopIteration as stop:
    print(stop.value, pauses)
