"""An asynchronous generator: async def with yield, read by async for."""
class Pause:
    def __init__(self, x):
        self.x = x

    def __await__(self):
        return (yield self.x)


def run(c, log=True):
    v = None
    try:
        while True:
            v = c.send(v)
            if log:
                print("   ", v)
    except StopIteration as e:
        return e.value


async def countdown(n):
    print("start")
    while n:
        got = await Pause(f"pause {n}")
        yield n, got
        n -= 1
    print("end")


async def main():
    async for v in countdown(2):
        print(v)
    else:
        print("else")
    async for v in countdown(3):
        if v[0] == 2:
            break
    return [v async for v in countdown(0)]


print(run(main()))
g = countdown(1)
print(type(g).__name__, g.__name__, g.__qualname__, g.__aiter__() is g)
