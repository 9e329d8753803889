"""asend() gives the yield expression its value."""
class Pause:
    def __await__(self):
        return (yield "pause")


async def echo():
    got = []
    while True:
        v = yield list(got)
        if v == "pause":
            v = await Pause()
        if v is None:
            return
        got.append(v)


def step(a, *values):
    out = []
    try:
        out.append(a.send(None))
        for v in values:
            out.append(a.send(v))
    except StopIteration as e:
        return out, e.value
    except StopAsyncIteration as e:
        return out, "end"
    except Exception as e:
        return out, type(e).__name__, str(e)
    return out, "suspended"


g = echo()
print(step(g.asend("too early")))
print(step(g.asend(None)))
print(step(g.asend("a")))
print(step(g.asend("pause"), "from pause"))
print(step(g.asend(3)))
print(step(g.asend(None)))
print(step(g.asend(None)))
print(step(g.asend("after end")))
for args in ((), (1, 2)):
    try:
        g.asend(*args)
    except TypeError as e:
        print(e)
