"""Finalisers run at once, in order, without the collector."""
import gc

gc.disable()


class L:
    def __init__(self, name, *refs):
        self.name, self.refs = name, refs

    def __del__(self):
        print("del", self.name)


a = L("a", L("a.child", L("a.child.child")))
a = None
print("--")
x = [L("list 0"), L("list 1"), (L("tuple 0"), L("tuple 1"))]
del x
print("--")
d = {"x": L("dict x"), L("dict key"): 1}
d.clear()
print("--")
b = L("b", L("shared"))
c = b.refs[0]
del b
print("shared still there:", c.name)
del c
print("--")


def f():
    l1, l2 = L("local 1"), L("local 2")
    l1 = None
    print("in f")


f()
print("--")
L("temporary")
L("expression").name.upper()
print("--")
y = L("first")
y = L("second")
y = L("third")
print("--")
s = {L("in set")}
s.pop()
print("popped")


class Slots:
    __slots__ = ("s",)


o = Slots()
o.s = L("in slot")
o.s = L("in slot 2")
del o
print("--")
g = (v for v in [L("in genexpr")])
next(g)
del g
print("--")
closure = (lambda q: lambda: q)(L("in cell"))
del closure
m = L("bound").__str__
del m
print("end")
del y
