"""Weak references, cycles and identity of asynchronous generators."""
import _weakref
import gc


async def ag(x=None):
    try:
        yield x
    finally:
        print("finally", type(x).__name__)


g = ag()
r = _weakref.ref(g, lambda _: print("callback"))
print(r() is g, bool(g), g == g, g != ag(), hash(g) == hash(g))
del g
print(r())
box = []
g = ag(box)
box.append(g)
try:
    g.__anext__().send(None)
except StopIteration as e:
    print(e.value is box)
r = _weakref.ref(g)
del g, box
gc.collect()
print(r())
g = ag()
a = g.__anext__()
try:
    _weakref.ref(a)
except TypeError as e:
    print(e)
r = _weakref.ref(g)
del g
print("alive through asend", r() is not None)
a.close()
del a
print(r())
