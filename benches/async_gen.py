"""An asynchronous generator read by async for."""


async def numbers(n):
    for i in range(n):
        yield i


async def doubled(source):
    async for value in source:
        yield value * 2


async def main(n):
    total = 0
    async for value in doubled(numbers(n)):
        total += value
    return total


try:
    main(3_000_000).send(None)
except StopIteration as stop:
    print(stop.value)
