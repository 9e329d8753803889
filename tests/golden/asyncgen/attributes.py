"""ag_* attributes in every state."""
class Pause:
    def __await__(self):
        yield


async def ag(a):
    b = a
    await Pause()
    yield b
    b = 2
    yield b


def show(label):
    frame = g.ag_frame
    print(label, g.ag_running, g.ag_suspended, type(g.ag_await).__name__, g.ag_code is ag.__code__,
          frame and (sorted(frame.f_locals.items()), frame.f_lineno - ag.__code__.co_firstlineno))


g = ag(1)
show("created")
a = g.__anext__()
show("anext made")
a.send(None)
show("awaiting")
try:
    a.send(None)
except StopIteration as e:
    print(e.value)
show("yielded")
for _ in range(2):
    try:
        g.__anext__().send(None)
    except (StopIteration, StopAsyncIteration) as e:
        print(repr(e))
    show("next")
print([n for n in dir(g) if not n.startswith("__")])
for name in ("ag_frame", "ag_running", "ag_code", "ag_await", "ag_suspended"):
    try:
        setattr(g, name, 1)
    except (AttributeError, TypeError) as e:
        print(name, type(e).__name__, e)
g.__name__, g.__qualname__ = "n", "q.n"
print(g.__name__, g.__qualname__, repr(g).split(" at")[0])
for n in ("__name__", "__qualname__"):
    try:
        setattr(g, n, None)
    except TypeError as e:
        print(e)
