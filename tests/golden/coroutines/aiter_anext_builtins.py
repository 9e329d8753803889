"""aiter() and anext(), with and without a default."""
class Counter:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.i == self.n:
            raise StopAsyncIteration
        self.i += 1
        return self.i


def run(c):
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        return e.value


async def main():
    it = aiter(Counter(2))
    print(await anext(it), await anext(it, "default"), await anext(it, "default"), await anext(it, None))
    try:
        await anext(it)
    except StopAsyncIteration as e:
        print("stop", e.args)

    async def ag():
        yield "first"
        yield "second"
    g = aiter(ag())
    print(await anext(g), await anext(g, 0), await anext(g, 0), await anext(g, 0))
    return "end"


print(run(main()))
for bad in (lambda: aiter(1), lambda: aiter([]), lambda: anext(1), lambda: anext(iter([])), lambda: aiter(),
            lambda: anext(), lambda: anext(Counter(1), 2, 3), lambda: aiter(Counter(1), 2)):
    try:
        bad()
    except TypeError as e:
        print(e)
a = anext(Counter(1), "d")
print(type(a).__name__, hasattr(a, "send"), hasattr(a, "throw"), hasattr(a, "close"), hasattr(a, "__await__"))
try:
    a.send(None)
except StopIteration as e:
    print(e.value)


class BadAiter:
    def __aiter__(self):
        return 1


try:
    aiter(BadAiter())
except TypeError as e:
    print(e)
