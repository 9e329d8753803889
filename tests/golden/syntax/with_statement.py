"""with: several managers, targets, parentheses, exceptions."""
class M:
    def __init__(self, name, suppress=False, fail=None):
        self.name, self.suppress, self.fail = name, suppress, fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise RuntimeError("enter " + self.name)
        return [self.name, self.name * 2]

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value)
        if self.fail == "exit":
            raise RuntimeError("exit " + self.name)
        return self.suppress


with M("a") as a, M("b") as (b1, b2):
    print(a, b1, b2)
with (M("c") as c, M("e"),):
    print(c)
with (M("f"), M("g")):
    pass


class Box:
    pass


box, items = Box(), [0, 0]
with M("j") as box.attr, M("k") as items[1], M("l") as [p, *q]:
    print(box.attr, items, p, q)
with M("suppress", True):
    raise ValueError("v")
print("went on")
for fail in ("enter", "exit"):
    try:
        with M("outer"), M("inner", fail=fail):
            raise KeyError("body")
    except Exception as e:
        print(repr(e), repr(e.__context__))


def returning():
    with M("r"):
        return "value"


print(returning())
for i in range(3):
    with M(f"loop{i}"):
        if i == 0:
            continue
        break


class NoExit:
    def __enter__(self):
        pass


class Nothing:
    pass


for o in (NoExit(), Nothing(), 1, None):
    try:
        with o:
            pass
    except TypeError as e:
        print(e)


class Instance:
    def __init__(self):
        self.__enter__ = self.__exit__ = lambda *a: None


try:
    with Instance():
        pass
except TypeError as e:
    print(e)
