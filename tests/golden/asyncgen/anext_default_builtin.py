"""anext() with a default on asynchronous generators."""
class Pause:
    def __await__(self):
        return (yield "pause")


async def ag():
    x = await Pause()
    yield x
    raise ValueError("later")


def attempt(action):
    try:
        print("->", action())
    except BaseException as e:
        print(type(e).__name__, e)


g = ag()
a = anext(g, "default")
print(type(a).__name__)
attempt(lambda: a.send(None))
attempt(lambda: a.send("value"))
attempt(lambda: a.send(None))
a = anext(g, "default")
attempt(lambda: a.send(None))
a = anext(g, "default")
attempt(lambda: a.send(None))
g = ag()
a = anext(g, "d")
attempt(lambda: a.throw(KeyError("unstarted")))
g = ag()
a = anext(g, "d")
attempt(lambda: a.send(None))
attempt(lambda: a.throw(LookupError("l")))
attempt(lambda: g.ag_frame)
g = ag()
a = anext(g, "d")
attempt(lambda: a.send(None))
attempt(lambda: a.close())
attempt(lambda: (g.ag_frame, g.ag_running))
a = anext(g, "exhausted")
attempt(lambda: a.send(None))


async def loop():
    g = (x async for x in numbers())
    out = []
    while (v := await anext(g, None)) is not None:
        out.append(v)
    return out


async def numbers():
    for i in range(4):
        yield i


attempt(lambda: loop().send(None))
