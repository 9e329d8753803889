"""What cannot be awaited, and the messages."""
def plain_generator():
    yield 1


class NoAwait:
    pass


class NotIterator:
    def __await__(self):
        return [1, 2]


class ReturnsCoroutine:
    def __await__(self):
        return returned


class ReturnsNone:
    def __await__(self):
        pass


class Raises:
    def __await__(self):
        raise LookupError("in __await__")


class NoneAttribute:
    __await__ = None


class InstanceAttribute:
    def __init__(self):
        self.__await__ = lambda: iter([1])


async def other():
    return 1


async def f(x):
    await x


returned = other()
for value in (1, None, "text", [1], plain_generator(), plain_generator, other, NoAwait(), NoAwait, NotIterator(),
              ReturnsCoroutine(), ReturnsNone(), Raises(), NoneAttribute(), InstanceAttribute()):
    try:
        f(value).send(None)
    except BaseException as e:
        print(type(e).__name__, e)
returned.close()


async def asyncgen():
    yield


try:
    f(asyncgen()).send(None)
except TypeError as e:
    print(e)
