"""A chain of ten awaits that suspends at the bottom at every step."""


class Suspend:
    def __await__(self):
        return (yield)


async def leaf(n):
    suspend = Suspend()
    total = 0
    for _ in range(n):
        total += await suspend
    return total


async def link(depth, n):
    if depth == 0:
        return await leaf(n)
    return await link(depth - 1, n)


def main(n):
    c = link(10, n)
    c.send(None)
    try:
        while True:
            c.send(3)
    except StopIteration as stop:
        return stop.value


print(main(2_500_000))
