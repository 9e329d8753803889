"""Somebody drives an inner coroutine while an outer one awaits it."""
class Pause:
    def __init__(self, x):
        self.x = x

    def __await__(self):
        return (yield self.x)


async def inner():
    out = []
    for i in range(4):
        out.append(await Pause(i))
    return out


async def outer(c):
    return "outer", await c


c = inner()
o = outer(c)
print(o.send(None), c.send("direct 1"), o.send("outer 1"), c.send("direct 2"))
try:
    o.send("outer 2")
except StopIteration as e:
    print(e.value)

c = inner()
o = outer(c)
o.send(None)
for v in "abc":
    c.send(v)
try:
    c.send("d")
except StopIteration as e:
    print("inner over", e.value)
try:
    o.send("late")
except BaseException as e:
    print(type(e).__name__, e)

c = inner()
o = outer(c)
o.send(None)
c.close()
try:
    o.send(None)
except BaseException as e:
    print(type(e).__name__, e)
c = inner()
o = outer(c)
o.send(None)
c.close()
try:
    o.throw(ValueError("thrown"))
except BaseException as e:
    print(type(e).__name__, e)
c = inner()
o = outer(c)
o.send(None)
c.close()
print(o.close(), o.cr_frame)
