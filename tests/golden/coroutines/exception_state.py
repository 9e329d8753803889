"""sys.exception() in coroutines belongs to each of them."""
import sys


class Pause:
    def __await__(self):
        print("   in await:", repr(sys.exception()))
        yield


async def inner():
    print("inner start", repr(sys.exception()))
    try:
        raise KeyError("inner")
    except KeyError:
        await Pause()
        print("inner handling", repr(sys.exception()))
    print("inner end", repr(sys.exception()))


async def outer():
    try:
        raise ValueError("outer")
    except ValueError:
        await inner()
        print("outer handling", repr(sys.exception()))
    print("outer end", repr(sys.exception()))


c = outer()
c.send(None)
print("driver", repr(sys.exception()))
try:
    raise OSError("driver")
except OSError:
    print("driver handling", repr(sys.exception()))
    try:
        c.send(None)
    except StopIteration as e:
        print("context of stop:", repr(e.__context__))
    print("driver still", repr(sys.exception()))


async def fails():
    await Pause()
    raise TypeError("fails")


c = fails()
c.send(None)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        c.send(None)
except TypeError as e:
    print(repr(e), repr(e.__context__))
