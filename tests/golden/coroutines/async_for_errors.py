"""Objects that are no asynchronous iterators."""
class NoAiter:
    pass


class AiterReturnsInt:
    def __aiter__(self):
        return 5


class AiterIsCoroutine:
    async def __aiter__(self):
        return self


class AnextNotAwaitable:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 7


class AnextRaises:
    def __aiter__(self):
        return self

    def __anext__(self):
        raise LookupError("anext")


class AnextStopsAtOnce:
    def __aiter__(self):
        return self

    def __anext__(self):
        raise StopAsyncIteration


class AnextBadAwait:
    def __aiter__(self):
        return self

    def __anext__(self):
        class Bad:
            def __await__(self):
                return 1
        return Bad()


async def f(x):
    async for v in x:
        print("value", v)
    print("ended")


import sys
sys.unraisablehook = lambda u: None
for x in (NoAiter(), [1], iter([1]), (i for i in ()), 5, AiterReturnsInt(), AnextNotAwaitable(), AnextRaises(),
          AnextStopsAtOnce(), AnextBadAwait()):
    try:
        f(x).send(None)
    except StopIteration:
        pass
    except Exception as e:
        print(type(x).__name__, "->", type(e).__name__, e, "| cause", repr(e.__cause__))


async def sync_over_async():
    async def ag():
        yield 1
    for v in ag():
        pass


try:
    sync_over_async().send(None)
except TypeError as e:
    print(e)
