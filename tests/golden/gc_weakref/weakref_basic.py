"""_weakref.ref: calls, callbacks, equality, hash, reuse."""
import _weakref


class C:
    def __init__(self, v=0):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __hash__(self):
        return hash(self.v)


c = C(1)
r = _weakref.ref(c)
print(r() is c, _weakref.ref(c) is r, _weakref.getweakrefcount(c), len(_weakref.getweakrefs(c)), type(r))
cb = _weakref.ref(c, lambda x: print("callback", x is cb, x()))
print(cb is r, cb == r, r.__callback__, cb.__callback__ is not None, _weakref.getweakrefcount(c))
d = C(1)
print(_weakref.ref(d) == r, hash(r) == hash(c), repr(r).split(" at")[0], {r: 1}[_weakref.ref(d)])
del c
print(r(), cb.__callback__, r == _weakref.ref(d), r == r, repr(r).rsplit("; ", 1)[1])
print(hash(r) == hash(1))
x = _weakref.ref(C(5))
print(x())
try:
    hash(x)
except TypeError as e:
    print(e)
for bad in (5, "s", (), [], {}, None, object()):
    try:
        _weakref.ref(bad)
        print("fine", type(bad).__name__)
    except TypeError as e:
        print(e)
for good in (C, lambda: 1, {1}, frozenset(), len, (i for i in ()), type, C().__init__):
    _weakref.ref(good)
order = []
e = C()
refs = [_weakref.ref(e, lambda r, i=i: order.append(i)) for i in range(4)]
del refs[1]
del e
print(order)


class Sub(_weakref.ref):
    def __call__(self):
        return "sub", super().__call__()


f = C(7)
print(Sub(f)()[0], Sub(f)()[1] is f, Sub(f) is Sub(f))
for args in ((), (f, None, 1), (f, 5)):
    try:
        print(type(_weakref.ref(*args)).__name__)
    except TypeError as err:
        print(err)
