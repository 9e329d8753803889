"""sys.exception() in asynchronous generators."""
import sys


def now():
    return repr(sys.exception())


async def ag():
    print("start", now())
    try:
        raise KeyError("ag")
    except KeyError:
        yield now()
        print("resumed", now())
        yield now()
    print("left", now())
    yield now()


def step(a):
    try:
        a.send(None)
    except StopIteration as e:
        return e.value
    except BaseException as e:
        return repr(e), repr(e.__context__)


g = ag()
print(step(g.__anext__()), now())
try:
    raise ValueError("driver")
except ValueError:
    print(step(g.__anext__()), now())
    print(step(g.__anext__()), now())
    print(step(g.__anext__()))


async def fails():
    try:
        yield
    except ValueError:
        raise TypeError("second")


g = fails()
step(g.__anext__())
print(step(g.athrow(ValueError("first"))))
g = fails()
step(g.__anext__())
try:
    raise OSError("outer")
except OSError:
    print(step(g.athrow(LookupError("thrown"))))
