"""cr_* attributes in every state."""
class Pause:
    def __await__(self):
        yield


async def f(a):
    b = a + 1
    await Pause()
    b += 1
    await Pause()
    return b


def show(label):
    frame = c.cr_frame
    print(label, c.cr_running, c.cr_suspended, c.cr_await and type(c.cr_await).__name__, c.cr_code is f.__code__,
          c.cr_origin, frame and (sorted(frame.f_locals.items()), frame.f_lineno - f.__code__.co_firstlineno))


c = f(1)
show("created")
c.send(None)
show("first")
c.send(None)
show("second")
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
show("closed")
for name in ("cr_frame", "cr_running", "cr_code", "cr_await", "cr_suspended", "cr_origin"):
    try:
        setattr(c, name, 1)
    except (AttributeError, TypeError) as e:
        print(name, type(e).__name__, e)
c.__name__ = "renamed"
c.__qualname__ = "re.named"
print(c.__name__, c.__qualname__, repr(c).split(" at")[0])
try:
    c.__name__ = 1
except TypeError as e:
    print(e)
try:
    c.other = 1
except AttributeError as e:
    print(e)
