"""Generators as methods, static and class methods, closures and properties."""
class Box:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        for item in self.items:
            yield item

    def __reversed__(self):
        yield from self.items[::-1]

    def __getitem__(self, n):
        yield n

    @classmethod
    def pairs(cls, *items):
        for i in items:
            yield cls.__name__, i

    @staticmethod
    def static(a, /, b, *, c=3):
        yield a, b, c

    @property
    def prop(self):
        yield len(self.items)

    def __call__(self):
        yield "called"

    def __contains__(self, x):
        yield x


b = Box(1, 2, 3)
print(list(b), list(reversed(b)), list(b[7]), list(Box.pairs("p")), list(b.static(1, 2)), list(b.prop), list(b()))
print(5 in b, b.__iter__().__qualname__)


def counter():
    total = 0

    def add(n):
        nonlocal total
        for _ in range(n):
            total += 1
            yield total
    return add, lambda: total


add, get = counter()
a, c = add(2), add(3)
print(next(a), next(c), get(), list(a), list(c), get())
makers = [lambda n=n: (n * i for i in range(3)) for n in range(3)]
print([list(m()) for m in makers])


def kw(a, *args, b=2, **kwargs):
    yield a
    yield args
    yield b
    yield sorted(kwargs.items())


print(list(kw(1, 2, 3, b=4, c=5)))
try:
    kw()
except TypeError as e:
    print(e)
