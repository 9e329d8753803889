"""A chain that holds itself is found by the collector and finalised from the inside out."""
import gc

gc.disable()


def leaf(box, log):
    try:
        yield "leaf"
    finally:
        log.append(("leaf", len(box)))


def link(g, n, log):
    try:
        yield from g
    finally:
        log.append(n)


log = []
box = []
g = leaf(box, log)
for n in range(3):
    g = link(g, n, log)
box.append(g)
print(next(g))
del g, box
print(log)
gc.collect()
print(log[-1] if isinstance(log[-1], int) else log, sorted(x for x in log if isinstance(x, int)))


class Pause:
    def __await__(self):
        yield


async def co(box, log):
    try:
        await Pause()
    finally:
        log.append("coroutine")


async def outer(c, log):
    try:
        await c
    finally:
        log.append("outer")


log = []
box = []
c = outer(co(box, log), log)
box.append(c)
c.send(None)
del c, box
gc.collect()
print(sorted(log))
