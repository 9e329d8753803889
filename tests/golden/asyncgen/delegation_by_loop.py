"""Asynchronous generators reading others."""
class Pause:
    def __init__(self, x):
        self.x = x

    def __await__(self):
        yield self.x


def run(c):
    pauses = []
    try:
        while True:
            pauses.append(c.send(None))
    except StopIteration as e:
        return e.value, pauses


async def numbers(n):
    for i in range(n):
        await Pause(i)
        yield i


async def mapped(f, source):
    async for v in source:
        yield f(v)


async def filtered(f, source):
    async for v in source:
        if f(v):
            yield v


async def chained(*sources):
    for s in sources:
        async for v in s:
            yield v


async def take(n, source):
    if n:
        async for v in source:
            yield v
            n -= 1
            if not n:
                return


async def zipped(a, b):
    a, b = aiter(a), aiter(b)
    while True:
        try:
            yield await anext(a), await anext(b)
        except StopAsyncIteration:
            return


async def main():
    print([v async for v in mapped(lambda x: x * x, filtered(lambda x: x % 2, numbers(6)))])
    print([v async for v in take(4, chained(numbers(3), numbers(3)))])
    print([v async for v in zipped(numbers(2), numbers(5))])
    return "end"


print(run(main()))


async def tree(n):
    if n:
        async for v in tree(n - 1):
            yield v
        yield n
        async for v in tree(n - 1):
            yield v


async def collect():
    return [v async for v in tree(4)]


print(run(collect()))
