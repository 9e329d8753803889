"""Subclasses of SimpleNamespace have one dict; `__dict__` cannot be replaced."""
import copy
import types


class S(types.SimpleNamespace): pass
class Slotted(types.SimpleNamespace): __slots__ = ("k",)


s = S(a=1, b=2)
s.c = 3
del s.a
s.a = 4
print(s, vars(s), s.__dict__ is vars(s), sorted(S.__dict__))
x = Slotted(a=1, k=3)
print(x, vars(x), Slotted.k)
try:
    x.k
except AttributeError as e:
    print(e)
n = types.SimpleNamespace(a=1)
for bad in ("n.__dict__ = {}", "del n.__dict__", "s.__dict__ = {}", "del n.zz", "n.zz"):
    try:
        exec(bad)
    except AttributeError as e:
        print(bad, "|", e)
n.__dict__["more"] = 5
print(n.more, n, copy.copy(n), copy.replace(s, a=0), copy.replace(s) == s)
for i in range(40):
    setattr(n, f"x{i}", i)
print(len(vars(n)), n.x39, list(vars(n))[:4])


class Made(types.SimpleNamespace):
    def __new__(cls, *args, **kwargs):
        return super().__new__(cls) if first else 5


first = True
m = Made()
first = False
try:
    copy.replace(m)
except TypeError as e:
    print(e)
