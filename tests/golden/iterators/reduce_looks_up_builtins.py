"""Pickling an iterator looks `iter` up in builtins, which may run code that ends the iterator meanwhile."""
import builtins

space = builtins.__dict__
orig = {"iter": iter, "reversed": reversed}


class Key:
    def __init__(self, name, it):
        self.name, self.it = name, it

    def __hash__(self):
        return hash(self.name)

    def __eq__(self, other):
        list(self.it)
        return other == self.name


def run(name, make):
    it = make()
    del space[name]
    space[Key(name, it)] = orig[name]
    try:
        return it.__reduce__()
    finally:
        del space[name]
        space[name] = orig[name]


class Items:
    def __len__(self): return 2
    def __getitem__(self, i): return [1, 2][i]


for make in (lambda: iter("xyz"), lambda: iter("é"), lambda: iter([1]), lambda: iter((1,)), lambda: iter(b"a"),
             lambda: iter(bytearray(2)), lambda: iter(Items()), lambda: iter(tuple[int])):
    print(run("iter", make))
print(run("reversed", lambda: reversed([1, 2])))

it = iter([1])
del space["iter"]
try:
    it.__reduce__()
except AttributeError as e:
    print(repr(e))
try:
    iter
except NameError as e:
    print(e)
space[Key("iter", [])] = orig["iter"]
print(iter, eval("iter"))
del space["iter"]
space["iter"] = orig["iter"]
print(it.__reduce__())
