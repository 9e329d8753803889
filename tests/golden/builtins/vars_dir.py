"""vars, dir, globals, id, hash."""
class A:
    c = 1

    def __init__(self):
        self.i = 2


a = A()
print(vars(a), vars(a) is a.__dict__, "c" in vars(A), [n for n in dir(a) if not n.startswith("__")], [n for n in dir(A) if not n.startswith("__")])


def f(x):
    y = 1
    return vars(), dir(), sorted(locals())


print(f(5), "f" in dir(), "A" in vars(), vars() is globals())
for bad in (lambda: vars(5), lambda: vars([]), lambda: vars(1, 2), lambda: dir(1, 2)):
    try:
        bad()
    except TypeError as e:
        print(e)
print([n for n in dir([]) if not n.startswith("_")], [n for n in dir({}) if not n.startswith("_")], [n for n in dir(5) if not n.startswith("_")])
print([n for n in dir(()) if not n.startswith("_")], [n for n in dir(set()) if not n.startswith("_")], [n for n in dir(1.5) if not n.startswith("_")], [n for n in dir(b"") if not n.startswith("_")])


class D:
    def __dir__(self):
        return ["z", "a"]


print(dir(D()), D().__dir__())


class E:
    __slots__ = ("s",)


try:
    vars(E())
except TypeError as e:
    print(e)
print("s" in dir(E()), id(a) == id(a), id(a) == id(A()), hash("x") == hash("x"), hash(1) == hash(1.0) == hash(True), callable(A), callable(a), callable(len))
print(getattr(a, "i"), getattr(a, "z", "d"), hasattr(a, "c"), setattr(a, "n", 5), a.n, delattr(a, "n"), hasattr(a, "n"))
