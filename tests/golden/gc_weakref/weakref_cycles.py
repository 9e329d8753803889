"""Weak references and the collector: callbacks of dead cycles."""
import _weakref
import gc

gc.disable()


class N:
    pass


a = N()
a.me = a
r = _weakref.ref(a, lambda x: print("callback from outside", x()))
del a
print(r() is not None)
gc.collect()
print(r())
b = N()
b.me = b
b.ref = _weakref.ref(b, lambda x: print("never: the ref is in the cycle"))
del b
gc.collect()


class D:
    def __del__(self):
        print("del sees ref alive:", s() is not None)


d = D()
d.me = d
s = _weakref.ref(d)
del d
gc.collect()
print(s())


class Cache:
    def __init__(self):
        self.refs = {}

    def put(self, k, v):
        self.refs[k] = _weakref.ref(v, lambda _, k=k: self.refs.pop(k, None))

    def __len__(self):
        return len(self.refs)


cache = Cache()
values = [N() for _ in range(10)]
for i, v in enumerate(values):
    cache.put(i, v)
print(len(cache))
del values[5:], v
print(len(cache), sorted(cache.refs))
values.clear()
print(len(cache))
t = N()
w = _weakref.ref(t)
l = [t]
l.append(l)
del t, l
print(w() is not None)
gc.collect()
print(w())


def gen():
    yield


g = gen()
w = _weakref.ref(g)
h = [g]
h.append(h)
del g, h
gc.collect()
print(w())
