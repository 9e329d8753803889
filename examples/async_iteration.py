"""Asynchronous iteration without a library: an async generator, `async for`, and a loop of our own that drives them."""


class Sleep:
    """Awaiting this gives the loop a number of ticks to wait."""

    def __init__(self, ticks):
        self.ticks = ticks

    def __await__(self):
        yield self.ticks


async def async_range(n):
    for i in range(n):
        await Sleep(2)
        yield i


async def squares(source):
    async for value in source:
        await Sleep(1)
        yield value * value


class Resource:
    async def __aenter__(self):
        await Sleep(1)
        print("opened")
        return self

    async def __aexit__(self, kind, value, traceback):
        await Sleep(1)
        print("closed")


async def main():
    async for value in async_range(3):
        print("value", value)
    print([value async for value in squares(async_range(5)) if value % 2 == 0])
    async with Resource():
        total = 0
        async for value in squares(async_range(4)):
            total += value
        return total


def run(coroutine):
    """Drives a coroutine to its end and counts the ticks."""
    clock = 0
    try:
        while True:
            clock += coroutine.send(None)
    except StopIteration as stop:
        return stop.value, clock


result, ticks = run(main())
print("result", result, "after", ticks, "ticks")
