"""yield as an expression inside asynchronous generators."""
async def ag():
    a = yield 1
    b = [(yield 2), (yield 3)]
    c = {"k": (yield 4)}
    d = f"{(yield 5)}"
    e = (yield 6) if (yield 7) else None
    f = (yield 8) + (yield 9)
    yield a, b, c, d, e, f
    x = await value((yield 10))
    yield x
    def inner(p=(yield 11)):
        return p
    yield inner()
    yield
    yield 1, 2
    yield (yield)
    for v in ((yield "iterable"),):
        yield v
    while (yield "more?"):
        pass
    del a
    try:
        yield a
    except UnboundLocalError as error:
        yield str(error)


async def value(x):
    return ["awaited", x]


def step(a):
    try:
        a.send(None)
    except StopIteration as e:
        return e.value
    except StopAsyncIteration:
        return "END"


g = ag()
v = step(g.asend(None))
n = 0
while v != "END":
    print(repr(v))
    n += 1
    v = step(g.asend(n if v != "more?" or n % 2 else 0))
