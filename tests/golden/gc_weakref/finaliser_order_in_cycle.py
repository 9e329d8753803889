"""Finalisers in a cycle all run before anything is torn down."""
import gc

gc.disable()


class N:
    def __init__(self, name):
        self.name = name
        self.others = []

    def __del__(self):
        names.append(self.name)
        seen.append(sorted(o.name for o in self.others))


names, seen = [], []
nodes = [N(f"n{i}") for i in range(4)]
for n in nodes:
    n.others = nodes
del nodes, n
gc.collect()
print(sorted(names), seen[0], len(seen))
names.clear()
seen.clear()


class Keeper(N):
    def __del__(self):
        super().__del__()
        kept.append(self.others[0])


kept = []
a, b = Keeper("a"), N("b")
a.others = [b]
b.others = [a]
del a, b
gc.collect()
print(sorted(names), [k.name for k in kept], kept[0].others[0].name)
kept.clear()
gc.collect()
print("no second finalisation:", sorted(names))


def g(box):
    try:
        yield
    finally:
        print("generator in cycle:", len(box))


box = []
box.append(g(box))
next(box[0])
del box
gc.collect()
print("end")
