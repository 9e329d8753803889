"""Two coroutines cannot await the same one."""
class Pause:
    def __await__(self):
        yield "paused"


async def inner():
    await Pause()
    return "inner"


async def outer(name, c):
    try:
        return name, await c
    except RuntimeError as e:
        print(name, "->", e)
        raise


c = inner()
a, b = outer("a", c), outer("b", c)
print(a.send(None))
try:
    b.send(None)
except RuntimeError as e:
    print("out", e)
print(a.cr_await is c, b.cr_frame)
try:
    a.send(None)
except StopIteration as e:
    print(e.value)
c = inner()
c.send(None)
b = outer("late", c)
try:
    print(b.send(None))
    b.send(None)
except (RuntimeError, StopIteration) as e:
    print(type(e).__name__, e)

c = inner()
w = c.__await__()
w.send(None)
a = outer("after wrapper", c)
try:
    print(a.send(None))
    a.send(None)
except (RuntimeError, StopIteration) as e:
    print(type(e).__name__, e)
