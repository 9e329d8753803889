"""A chain of a thousand awaits yields, receives, is thrown into and closed."""
import sys

sys.setrecursionlimit(5000)


class Pause:
    def __await__(self):
        return (yield "bottom")


async def leaf():
    total = 0
    while True:
        try:
            v = await Pause()
        except KeyError:
            return "caught at the bottom", total
        total += v


async def link(c):
    result = await c
    return result


def chain(n):
    c = leaf()
    for _ in range(n):
        c = link(c)
    return c


c = chain(1000)
print(c.send(None))
for i in range(100):
    assert c.send(i) == "bottom"
try:
    c.throw(KeyError)
except StopIteration as e:
    print(e.value)
c = chain(500)
c.send(None)
try:
    c.throw(ValueError("through all"))
except ValueError as e:
    n = 0
    tb = e.__traceback__
    while tb:
        n += 1
        tb = tb.tb_next
    print(e, n)
c = chain(500)
c.send(None)
inner = c
for _ in range(250):
    inner = inner.cr_await
c.close()
print(inner.cr_frame, inner.cr_await)
c = chain(500)
c.send(None)
del c
print("dropped")
