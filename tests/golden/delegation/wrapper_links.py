"""coroutine.__await__() wrappers, generators by types.coroutine and iterators by __await__ in one chain."""
import types


class Pause:
    def __await__(self):
        return (yield "pause")


async def bottom():
    return [await Pause(), await Pause()]


class ViaWrapper:
    def __init__(self, c):
        self.c = c

    def __await__(self):
        return self.c.__await__()


class ViaGenerator:
    def __init__(self, c):
        self.c = c

    def __await__(self):
        r = yield from self.c.__await__()
        return "generator", r


@types.coroutine
def decorated(c):
    r = yield from c
    return "decorated", r


async def plain(x):
    return "plain", await x


c = plain(ViaWrapper(plain(ViaGenerator(plain(decorated(bottom()))))))
print(c.send(None), c.send(1))
x, chain = c, []
while x is not None:
    chain.append(getattr(x, "__name__", type(x).__name__))
    x = getattr(x, "cr_await", None) or getattr(x, "gi_yieldfrom", None)
print(chain)
try:
    c.send(2)
except StopIteration as e:
    print(e.value)
for action in ("throw", "close", "drop"):
    c = plain(ViaWrapper(plain(ViaGenerator(plain(decorated(bottom()))))))
    c.send(None)
    try:
        if action == "throw":
            c.throw(KeyError("k"))
        elif action == "close":
            print(c.close())
        else:
            del c
            print("dropped")
    except KeyError as e:
        n, tb = 0, e.__traceback__
        names = []
        while tb:
            names.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        print(names)
