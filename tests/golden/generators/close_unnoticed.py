"""close() of a generator that stands in no handler of its own does not resume it: what it held goes in the closer's frame."""
import sys


def where(args):
    tb = args.exc_value.__traceback__
    frames = []
    while tb:
        frames.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print("ignored:", args.exc_value, frames)


sys.unraisablehook = where


def stubborn():
    try:
        yield 1
    finally:
        yield 2


def plain():
    for x in stubborn():
        yield x


def guarded():
    try:
        for x in stubborn():
            yield x
    finally:
        print("finally")


class D:
    def __del__(self):
        f = sys._getframe(1)
        print("del in", f.f_code.co_name, f.f_lineno)


def holds():
    d = D()
    yield d


def closer(g):
    next(g)
    return g.close()


def dropper(g):
    next(g)
    del g


for make in plain, guarded, holds:
    print(make.__name__)
    print(closer(make()))
    dropper(make())

g = holds()
next(g)
f = g.gi_frame
g.close()
print(g.gi_frame, sorted(f.f_locals))
f.clear()
print(sorted(f.f_locals))


def delegating():
    yield from plain()


print(closer(delegating()))
dropper(delegating())
events = []


def tracer(frame, event, arg):
    events.append((frame.f_code.co_name, event, frame.f_lineno))
    return tracer


g = plain()
next(g)
sys.settrace(tracer)
g.close()
sys.settrace(None)
print(events)
