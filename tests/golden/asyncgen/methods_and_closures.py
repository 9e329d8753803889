"""Asynchronous generators as methods, lambdas' neighbours, closures."""
def collect(g):
    async def c():
        return [v async for v in g]
    try:
        c().send(None)
    except StopIteration as e:
        return e.value


class Box:
    def __init__(self, *items):
        self.items = items

    async def __aiter__(self):
        for i in self.items:
            yield i

    async def method(self, n, *, k=1):
        yield n * k, self.items

    @classmethod
    async def make(cls):
        yield cls.__name__

    @staticmethod
    async def static():
        yield "static"

    @property
    async def prop(self):
        yield "prop"

    async def __call__(self):
        yield "called"


b = Box(1, 2)
print(collect(b), collect(b.method(2, k=3)), collect(b.make()), collect(b.static()), collect(b.prop), collect(b()))


def counter():
    n = 0

    async def up(k):
        nonlocal n
        for _ in range(k):
            n += 1
            yield n
    return up, lambda: n


up, get = counter()
print(collect(up(2)), collect(up(3)), get())
makers = [lambda i=i: (x * i async for x in up(1)) for i in range(3)]


async def use():
    return [[v async for v in m()] for m in makers]


try:
    use().send(None)
except StopIteration as e:
    print(e.value)


async def dead():
    return
    yield


async def conditional(flag):
    if flag:
        yield 1


print(collect(dead()), collect(conditional(False)), collect(conditional(True)), type(dead()).__name__)
try:
    Box.method()
except TypeError as e:
    print(e)
