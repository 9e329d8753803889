"""The first send must be None."""
class Pause:
    def __await__(self):
        return (yield "paused")


async def f():
    return await Pause()


c = f()
for v in (1, "x", 0):
    try:
        c.send(v)
    except TypeError as e:
        print(e)
print(c.send(None))
try:
    c.send("value")
except StopIteration as e:
    print(e.value)

w = f().__await__()
try:
    w.send(1)
except TypeError as e:
    print(e)
print(w.send(None))
try:
    w.send("through wrapper")
except StopIteration as e:
    print(e.value)
for args in ((), (1, 2)):
    try:
        c.send(*args)
    except TypeError as e:
        print(e)
