"""A dropped suspended coroutine runs its finally clauses."""
import gc
import sys


class Pause:
    def __await__(self):
        try:
            yield
        finally:
            print("awaitable finally")


async def level(n):
    try:
        if n:
            await level(n - 1)
        else:
            await Pause()
    finally:
        print("finally", n)


c = level(2)
c.send(None)
c = None
print("dropped")


async def in_cycle(box):
    box.append(c2)
    try:
        await Pause()
    finally:
        print("cycle finally")


box = []
c2 = in_cycle(box)
c2.send(None)
del c2, box
gc.collect()
print("collected")


def hook(u):
    print("unraisable", type(u.exc_value).__name__, u.exc_value, u.err_msg.split(" at 0x")[0])


sys.unraisablehook = hook


async def fails():
    try:
        await Pause()
    finally:
        raise ValueError("while closing")


c = fails()
c.send(None)
del c


async def awaits_in_finally():
    try:
        await Pause()
    finally:
        await Pause()


c = awaits_in_finally()
c.send(None)
del c
print("end")
