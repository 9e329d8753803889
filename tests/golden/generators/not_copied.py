"""Generators cannot be pickled or copied; they compare by identity."""
def f():
    yield


g = f()
for protocol in (0, 1, 2, 4):
    try:
        g.__reduce_ex__(protocol)
    except TypeError as e:
        print(protocol, e)
try:
    g.__reduce__()
except TypeError as e:
    print(e)
import marshal
try:
    marshal.dumps(g)
except ValueError as e:
    print(e)
h = f()
print(g == h, g != h, g == g, hash(g) == hash(h), len({g, h, g}))
for op in ("__lt__", "__le__"):
    print(getattr(g, op)(h))
try:
    g < h
except TypeError as e:
    print(e)
print({g: 1}[g], g in [h, g], g in (h,))
print(hasattr(g, "__length_hint__"), hasattr(g, "__call__"), hasattr(g, "__del__"), callable(g))
