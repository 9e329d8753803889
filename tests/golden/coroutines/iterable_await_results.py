"""await of objects whose iterators are lists, generators, maps, zips, dict views and own classes."""
class Aw:
    def __init__(self, it):
        self.it = it

    def __await__(self):
        return self.it


async def f(it):
    return await Aw(it)


def run(c, send=None):
    out = []
    try:
        while True:
            out.append(c.send(send if out else None))
    except StopIteration as e:
        return out, e.value
    except Exception as e:
        return out, f"{type(e).__name__}: {e}"


def gen():
    x = yield 1
    return x


for make in (lambda: iter([1, 2]), lambda: iter(()), lambda: map(str, [1]), lambda: zip("ab", "cd"), lambda: iter({"k": 1}), lambda: enumerate("a"), gen, lambda: (x for x in "g"), lambda: filter(None, [0, 5]), lambda: reversed([1, 2]), lambda: iter(lambda: 5, 5)):
    print(run(f(make())), run(f(make()), "value"))
for bad in (5, None, "text", [1], (1,), {}, f, gen):
    print(repr(bad)[:12], run(f(bad)))
c = f(5)
try:
    c.send(None)
except TypeError as e:
    print(e)


async def inner():
    pass


i = inner()
print(run(f(i)))
i.close()
w = inner().__await__()
print(run(f(w)))
