"""One asynchronous generator handed from task to task between its values."""
class Pause:
    def __await__(self):
        yield


async def source():
    try:
        for i in range(5):
            await Pause()
            yield i
    finally:
        print("source closed")


async def take(g, n):
    return [await anext(g, None) for _ in range(n)]


def run(c):
    n = 0
    try:
        while True:
            c.send(None)
            n += 1
    except StopIteration as e:
        return e.value, n


g = source()
print(run(take(g, 2)))
print(run(take(g, 2)))
print(run(take(g, 3)))
g = source()
print(run(take(g, 1)))
c = take(g, 2)
c.send(None)
print(g.ag_running, g.ag_await is not None)
try:
    run(take(g, 1))
except RuntimeError as e:
    print(e)
try:
    c.throw(KeyError("cancelled"))
except KeyError as e:
    print(repr(e))
print(run(take(g, 1)), g.ag_frame)
