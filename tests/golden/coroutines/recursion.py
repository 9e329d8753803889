"""Recursive coroutines: sums, walks, and RecursionError that can be caught."""
class Pause:
    def __await__(self):
        yield


def run(c):
    n = 0
    try:
        while True:
            c.send(None)
            n += 1
    except StopIteration as e:
        return e.value, n


async def fib(n):
    if n < 2:
        await Pause()
        return n
    return await fib(n - 1) + await fib(n - 2)


print(run(fib(12)))


async def walk(tree):
    if isinstance(tree, list):
        return sum([await walk(t) for t in tree])
    return tree


print(run(walk([1, [2, [3, [4], 5]], [[[6]]]])))


async def forever(n):
    return await forever(n + 1)


async def guarded():
    try:
        await forever(0)
    except RecursionError as e:
        return type(e).__name__


print(run(guarded()))


async def even(n):
    return True if n == 0 else await odd(n - 1)


async def odd(n):
    return False if n == 0 else await even(n - 1)


print(run(even(300)), run(odd(301)))
