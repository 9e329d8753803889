"""Weak references to generators die when they do; callbacks run after finally."""
import _weakref


def f():
    try:
        yield
    finally:
        print("finally; alive:", ref() is not None)


g = f()
ref = _weakref.ref(g, lambda r: print("callback", r() is None))
print(ref() is g)
next(g)
del g
print(ref())

g = (x for x in ())
ref = _weakref.ref(g)
list(g)
print("finished, alive", ref() is g)
g = None
print(ref())
g = f()
p = _weakref.proxy(g)
ref = _weakref.ref(g)
next(p)
print(_weakref.getweakrefcount(g), p.gi_suspended)
p.close()
print(p.gi_frame)
del g
try:
    p.gi_frame
except ReferenceError as e:
    print(e)
