"""A suspended generator in a reference cycle is closed by the collector."""
import gc

gc.disable()


def f(box):
    try:
        yield box
    finally:
        print("finally of cycle", len(box))


def make():
    box = []
    g = f(box)
    box.append(g)
    next(g)


make()
print("made")
print("collected something:", gc.collect() > 0)


def self_reference():
    me = yield
    try:
        yield me
    finally:
        print("self finally", me is not None)


g = self_reference()
next(g)
g.send(g)
del g
print("before collect")
gc.collect()
print("after collect")


def unstarted(box):
    try:
        yield
    finally:
        print("never printed")


box = []
box.append(unstarted(box))
del box
gc.collect()


def resurrect(keep):
    try:
        yield
    finally:
        keep.append("resurrected")


keep = []
g = resurrect(keep)
next(g)
loop = [g]
loop.append(loop)
del g, loop
gc.collect()
print(keep)
