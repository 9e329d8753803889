"""frame.f_generator leads from a frame to its generator (3.14)."""
import sys


def f():
    print("inside:", sys._getframe().f_generator is g)
    yield 1


g = f()
frame = g.gi_frame
print(frame.f_generator is g)
next(g)
print(frame.f_generator is g)
next(g, None)
print(frame.f_generator)
print(sys._getframe().f_generator)


def plain():
    return sys._getframe().f_generator


print(plain())


async def co():
    print("coroutine:", sys._getframe().f_generator is c)


c = co()
print(c.cr_frame.f_generator is c)
try:
    c.send(None)
except StopIteration:
    pass


async def ag():
    yield sys._getframe().f_generator


a = ag()
try:
    a.__anext__().send(None)
except StopIteration as e:
    print("async generator:", e.value is a)
try:
    frame.f_generator = 1
except (AttributeError, TypeError) as e:
    print(type(e).__name__, e)
