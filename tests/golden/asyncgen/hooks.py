"""sys.set_asyncgen_hooks: firstiter at the first iteration, finalizer when dropped."""
import sys


async def ag(name):
    try:
        yield name
        yield 2
    finally:
        print("finally", name)


def first(g):
    print("first", g.__name__, g.ag_frame is not None)
    started.append(g)


def final(g):
    print("finalizer", g.__name__, g.ag_frame is not None)
    kept.append(g)


def step(a):
    try:
        a.send(None)
    except (StopIteration, StopAsyncIteration) as e:
        return repr(e)


started, kept = [], []
print(sys.get_asyncgen_hooks())
sys.set_asyncgen_hooks(first, final)
h = sys.get_asyncgen_hooks()
print(h.firstiter is first, h.finalizer is final, len(h), type(h).__name__)
g = ag("a")
print("made")
a = g.__anext__()
print(step(a), len(started))
print(step(g.__anext__()), len(started))
started.clear()
del a
del g
print("dropped", len(kept))
print(step(kept.pop().aclose()))
g = ag("b")
g.aclose().close()
print("aclose made", len(started))
started.clear()
g = None
g = ag("finished")
while step(g.__anext__()) != "StopAsyncIteration()":
    pass
started.clear()
del g
print("finished is not finalised", len(kept))
ag("never started")
sys.set_asyncgen_hooks(None, None)
print(sys.get_asyncgen_hooks())
