"""Cycles are found by gc.collect()."""
import gc

gc.disable()
gc.collect()


class N:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def cycle(*names):
    nodes = [N(n) for n in names]
    for a, b in zip(nodes, nodes[1:] + nodes[:1]):
        a.next = b


cycle("self")
print("before")
print(gc.collect() > 0)
cycle("a", "b", "c")
gc.collect()
print(gc.collect())
l = []
l.append(l)
del l
print("list", gc.collect())
d = {}
d["d"] = d
del d
print("dict", gc.collect())
l = [()]
l[0] = (l,)
del l
print("list and tuple", gc.collect())
s = N("keeps itself through a method")
s.m = s.__init__
del s
gc.collect()


class C:
    pass


C.me = C
del C
print("class", gc.collect() > 0)


def f():
    def g():
        return g
    return 1


f()
print("closure", gc.collect() > 0)
try:
    raise ValueError
except ValueError as e:
    e.self = e
e = None
print("exception", gc.collect() > 0)


class R:
    alive = []

    def __del__(self):
        print("resurrect")
        R.alive.append(self)


r = R()
r.me = r
del r
gc.collect()
print(len(R.alive), R.alive[0].me is R.alive[0])
R.alive.clear()
print("second death is silent", gc.collect() > 0)
