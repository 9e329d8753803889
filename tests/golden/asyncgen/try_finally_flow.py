"""yield and await in all parts of try."""
class P:
    def __init__(self, x):
        self.x = x

    def __await__(self):
        yield self.x


async def full(kind):
    try:
        await P("p1")
        yield "try"
        if kind == "raise":
            raise ValueError("v")
        if kind == "return":
            return
    except ValueError:
        await P("p2")
        yield "except"
    else:
        yield "else"
    finally:
        await P("p3")
        yield "finally"
    yield "end"


def drain(g):
    out = []
    while True:
        a = g.__anext__()
        try:
            while True:
                out.append("~" + a.send(None))
        except StopIteration as e:
            out.append(e.value)
        except StopAsyncIteration:
            return out


for kind in ("plain", "raise", "return"):
    print(kind, drain(full(kind)))


class M:
    async def __aenter__(self):
        await P("enter")
        return "m"

    async def __aexit__(self, kind, *a):
        await P(f"exit {kind and kind.__name__}")
        return True


async def managed():
    async with M() as m:
        yield m
        raise KeyError
    yield "after"


print(drain(managed()))
g = managed()
a = g.__anext__()
print(a.send(None))
try:
    a.send(None)
except StopIteration as e:
    print(e.value)
c = g.aclose()
out = []
try:
    while True:
        out.append(c.send(None))
except BaseException as e:
    print(out, type(e).__name__, e)
