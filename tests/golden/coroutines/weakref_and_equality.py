"""Coroutines: weak references, identity, hash, truth."""
import _weakref


async def f():
    pass


c, d = f(), f()
r = _weakref.ref(c, lambda _: print("gone"))
print(r() is c, bool(c), c == c, c == d, hash(c) == hash(c), {c: 1}[c], c in [d, c])
for op in (lambda: c < d, lambda: c + d, lambda: -c, lambda: int(c), lambda: abs(c), lambda: c @ d):
    try:
        op()
    except TypeError as e:
        print(e)
c.close()
d.close()
del c
print(r())
import marshal
try:
    marshal.dumps(d)
except ValueError as e:
    print(e)
try:
    with d:
        pass
except TypeError as e:
    print(e)
print(type(d).__name__)
print(f.__code__.co_flags & 0x80, type(f).__name__, callable(d))
