"""async for over own asynchronous iterators."""
class Pause:
    def __init__(self, x):
        self.x = x

    def __await__(self):
        return (yield self.x)


class Counter:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __aiter__(self):
        print("aiter")
        return self

    async def __anext__(self):
        self.i += 1
        if self.i > self.n:
            raise StopAsyncIteration
        await Pause(f"step {self.i}")
        return self.i


def run(c):
    try:
        while True:
            print("   ", c.send(None))
    except StopIteration as e:
        return e.value
    except Exception as e:
        return repr(e)


async def f(n, stop):
    seen = []
    async for v in Counter(n):
        if v == stop:
            break
        if v == 1:
            continue
        seen.append(v)
    else:
        seen.append("else")
    return seen


print(run(f(3, 9)))
print(run(f(3, 2)))
print(run(f(0, 0)))


async def unpack():
    out = []
    async for a, *b in Pairs():
        out.append((a, b))
    return out


class Pairs(Counter):
    def __init__(self):
        super().__init__(2)

    async def __anext__(self):
        n = await super().__anext__()
        return n, n + 1, n + 2


print(run(unpack()))


async def nested():
    return [(a, b) async for a in Counter(2) async for b in Counter(a)]


print(run(nested()))


async def failing():
    async for v in Counter(3):
        raise ValueError(v)


print(run(failing()))
