"""Coroutine functions as methods, closures, in classes and behind decorators."""
def run(c):
    try:
        c.send(None)
    except StopIteration as e:
        return e.value


class C:
    def __init__(self, n):
        self.n = n

    async def method(self, k):
        return self.n + k

    @classmethod
    async def cls_method(cls):
        return cls.__name__

    @staticmethod
    async def static(a, /, *, b=2):
        return a, b

    @property
    async def prop(self):
        return self.n

    async def __call__(self, *a, **k):
        return a, k

    async def __getitem__(self, i):
        return await self.method(i)

    def __await__(self):
        return self.method(100).__await__()


c = C(1)
print(run(c.method(2)), run(C.cls_method()), run(C.static(5)), run(c.prop), run(c(1, x=2)), run(c[9]))


async def main():
    return await c, await c[1], await c.prop, [await f(10) for f in (c.method, C(2).method)]


print(run(main()))


def traced(f):
    async def wrapper(*args):
        print("call", f.__name__, args)
        try:
            return await f(*args)
        finally:
            print("done", f.__name__)
    return wrapper


@traced
async def work(x):
    if x < 0:
        raise ValueError(x)
    return x


print(run(work(3)))
try:
    run(work(-1))
except ValueError as e:
    print(repr(e))


def counter():
    n = 0

    async def inc():
        nonlocal n
        n += 1
        return n
    return inc


inc = counter()
print(run(inc()), run(inc()), run(inc()))
print(run((lambda: work(4))()))
