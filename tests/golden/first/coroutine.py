async def f(x):
    return x + 1


async def main():
    return await f(1) + await f(2)


try:
    main().send(None)
except StopIteration as e:
    print(e.value)
