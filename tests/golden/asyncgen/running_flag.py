"""ag_running is true from the first step of an awaitable to its end; recursion is refused."""
class Pause:
    def __await__(self):
        print("   running while awaiting:", g.ag_running)
        yield


async def ag():
    print("   running inside:", g.ag_running)
    for a in (g.__anext__(), g.aclose(), g.athrow(ValueError)):
        try:
            a.send(None)
        except (RuntimeError, ValueError) as e:
            print("   ", type(e).__name__, e)
    await Pause()
    yield 1
    await Pause()


def step(a):
    try:
        return "suspended", a.send(None)
    except StopIteration as e:
        return "value", e.value
    except BaseException as e:
        return type(e).__name__, str(e)


g = ag()
a = g.__anext__()
print("anext made:", g.ag_running)
print(step(a), g.ag_running, g.ag_suspended)
print(step(a), g.ag_running, g.ag_suspended)
c = g.aclose()
print("aclose made:", g.ag_running)
print(step(c), g.ag_running)


async def recursive():
    yield 1
    async for v in r:
        yield v


r = recursive()
print(step(r.__anext__()))
print(step(r.__anext__()))
