"""A suspended asynchronous generator that is dropped with no hooks set."""
import gc
import sys


def unraisable(u):
    print("unraisable", repr(u.exc_value), (u.err_msg or "").split(" at 0x")[0])


sys.unraisablehook = unraisable


class Pause:
    def __await__(self):
        yield


async def simple(name):
    try:
        yield 1
    finally:
        print("finally", name)


async def awaits():
    try:
        yield 1
    finally:
        print("before await")
        await Pause()
        print("never")


def start(g):
    try:
        g.__anext__().send(None)
    except StopIteration as e:
        print("started", e.value)
    return g


g = start(simple("plain"))
del g
print("--")
g = start(awaits())
del g
print("--")
g = simple("unstarted")
del g
g = start(simple("cycle"))
box = [g]
box.append(box)
del g, box
gc.collect()
print("end")
