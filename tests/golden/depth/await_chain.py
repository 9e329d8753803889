"""A chain of 100,000 coroutines: suspended, resumed a thousand times, thrown into, closed, dropped."""
# golden: by hand
import sys

sys.setrecursionlimit(1_000_000)


class Pause:
    def __await__(self):
        return (yield "pause")


async def leaf():
    total = 0
    while True:
        value = await Pause()
        if value is None:
            return total
        total += value


async def link(c):
    return await c


def chain(depth):
    c = leaf()
    for _ in range(depth):
        c = link(c)
    return c


c = chain(100_000)
print(c.send(None))
for i in range(1000):
    c.send(i)
try:
    c.send(None)
except StopIteration as stop:
    print(stop.value)
c = chain(100_000)
c.send(None)
try:
    c.throw(ValueError("v"))
except ValueError as e:
    print(repr(e))
c = chain(100_000)
c.send(None)
print(c.close())
c = chain(100_000)
c.send(None)
del c
print("dropped")
