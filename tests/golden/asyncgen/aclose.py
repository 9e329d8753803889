"""aclose() in each state."""
class Pause:
    def __await__(self):
        yield "pause"


async def ag(name):
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print(name, "exit")
        raise
    finally:
        print(name, "finally starts")
        await Pause()
        print(name, "finally ends")


def step(a):
    out = []
    try:
        while True:
            out.append(a.send(None))
    except StopIteration as e:
        return out, e.value
    except BaseException as e:
        return out, type(e).__name__, str(e)


g = ag("unstarted")
print(step(g.aclose()), g.ag_frame)
print(step(g.asend(None)))
g = ag("suspended")
print(step(g.asend(None)))
print(step(g.aclose()), g.ag_frame)
print(step(g.aclose()))
print(step(g.asend(None)))
g = ag("finished")
for _ in range(3):
    print(step(g.asend(None)))
print(step(g.aclose()))


async def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = ignores()
step(g.asend(None))
print(step(g.aclose()))


async def swallows():
    try:
        yield 1
    except GeneratorExit:
        pass


g = swallows()
step(g.asend(None))
print(step(g.aclose()))


async def fails():
    try:
        yield 1
    finally:
        raise KeyError("k")


g = fails()
step(g.asend(None))
print(step(g.aclose()))
a = ag("x").aclose()
print(type(a), [n for n in dir(a) if not n.startswith("__")])
a.close()
