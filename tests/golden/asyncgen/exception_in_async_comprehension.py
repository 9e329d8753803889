"""Errors and GeneratorExit inside asynchronous comprehensions, and the generators they read."""
class Pause:
    def __await__(self):
        yield "pause"


async def ag(fail_at):
    try:
        for i in range(4):
            await Pause()
            if i == fail_at:
                raise ValueError(i)
            yield i
    finally:
        log.append("ag closed")


def run(c):
    out = []
    try:
        while True:
            out.append(c.send(None))
    except StopIteration as e:
        return len(out), e.value
    except Exception as e:
        return len(out), repr(e)


async def lists(n):
    return [x async for x in ag(n)]


async def filtered(n):
    return {x: 10 // x async for x in ag(n) if 10 // (x + 1)}


async def nested(n):
    return [[y async for y in ag(9)] async for x in ag(n)]


async def genexpr(n):
    g = (x * 2 async for x in ag(n))
    return [v async for v in g]


for f in (lists, filtered, nested, genexpr):
    for n in (9, 2):
        log = []
        print(f.__name__, n, run(f(n)), log)
log = []
c = lists(9)
c.send(None)
c.send(None)
print(c.close(), log)
log = []
c = nested(9)
for _ in range(3):
    c.send(None)
try:
    c.throw(KeyError("k"))
except KeyError as e:
    print(repr(e), log)
