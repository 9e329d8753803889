async def g():
    yield 1
    yield 2


async def main():
    async for x in g():
        print(x)
    return [x async for x in g()]


try:
    main().send(None)
except StopIteration as e:
    print(e.value)
