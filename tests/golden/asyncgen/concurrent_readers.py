"""Two coroutines read the same asynchronous generator."""
class Pause:
    def __await__(self):
        yield


async def source():
    for i in range(6):
        await Pause()
        yield i


async def reader(name, g, out):
    try:
        async for v in g:
            out.append((name, v))
    except RuntimeError as e:
        out.append((name, str(e)))


g = source()
out = []
a, b = reader("a", g, out), reader("b", g, out)
a.send(None)
for c in (b, a):
    try:
        c.send(None)
    except StopIteration:
        out.append("done")
print(out)

g = source()
out = []


async def one(name):
    out.append((name, await g.__anext__()))


for name in "abc":
    c = one(name)
    try:
        while True:
            c.send(None)
    except StopIteration:
        pass
print(out)
first, second = g.__anext__(), g.__anext__()
first.send(None)
try:
    second.send(None)
except RuntimeError as e:
    print(e)
try:
    first.send(None)
except StopIteration as e:
    print(e.value)
try:
    second.send(None)
except RuntimeError as e:
    print("second is spent:", e)
