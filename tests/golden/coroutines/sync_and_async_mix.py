"""Coroutines driven from generators, map, sorted keys, comprehensions and properties."""
import types


class Pause:
    def __await__(self):
        return (yield 1)


async def add(a, b):
    await Pause()
    return a + b


def run(c):
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        return e.value


print(list(map(run, [add(1, 2), add(3, 4)])))
print(sorted([3, 1, 2], key=lambda v: run(add(-v, 0))))
print([run(add(i, j)) for i in range(2) for j in range(2)])
print(sum(run(add(i, i)) for i in range(5)), max([1, 2], key=lambda v: run(add(0, -v))))


class Lazy:
    @property
    def value(self):
        return run(add("la", "zy"))

    def __getattr__(self, name):
        return run(add(name, "!"))

    def __lt__(self, other):
        return run(add(True, 0))


print(Lazy().value, Lazy().anything, Lazy() < 1)


async def nested():
    return run(add(run(add(1, 1)), await add(2, 2)))


print(run(nested()))


@types.coroutine
def switch():
    yield from iter([1, 2])
    return "switched"


async def uses():
    return [await switch(), await switch()]


c = uses()
print([c.send(None) for _ in range(4)])
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
