"""async for, anext, asend and athrow as links between coroutines; values and errors go through all of them."""
class Talk:
    def __init__(self, label):
        self.label = label

    def __await__(self):
        got = []
        for i in range(2):
            try:
                got.append((yield f"{self.label}{i}"))
            except ValueError as e:
                got.append(repr(e))
        return got


async def low():
    yield await Talk("low")
    try:
        yield "value"
    except KeyError:
        yield await Talk("handler")
    finally:
        await Talk("finally")


async def middle():
    g = low()
    yield await anext(g)
    yield await g.asend(None)
    yield await g.athrow(KeyError("k"))
    await g.aclose()
    yield "middle end"


async def top():
    out = []
    async for v in middle():
        out.append(v)
    return out


c = top()
value, n, trace = None, 0, []
try:
    while True:
        n += 1
        trace.append(c.throw(ValueError(n)) if n % 3 == 0 else c.send(value))
        value = f"v{n}"
except StopIteration as e:
    print(trace)
    for v in e.value:
        print(v)
