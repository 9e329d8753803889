"""References are dropped in order when a frame is left by an exception."""
class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def f():
    a = Loud("a")
    b = Loud("b")
    raise ValueError


try:
    f()
except ValueError:
    print("handler: locals live in the traceback")
print("after handler")


def g():
    try:
        f()
    except ValueError as e:
        print("caught in g")
    print("end of g")


g()
print("--")


def stack():
    return [Loud("element 1"), Loud("element 2"), 1 / 0]


try:
    stack()
except ZeroDivisionError:
    print("stack was cleared before")


class Enter:
    def __enter__(self):
        return Loud("entered")

    def __exit__(self, *a):
        print("exit")


with Enter():
    print("body without name")
with Enter() as e:
    print("body with name")
print("--")
del e
for x in [Loud("loop 1"), Loud("loop 2")]:
    print("in loop", x.name)
print("after loop")
del x


def args(a, b):
    del a
    print("a dropped inside?")
    return 5


args(Loud("arg a"), Loud("arg b"))
x = [Loud("i"), Loud("j")]
x[0] = None
print("item replaced")
x = None
d = {"k": Loud("value")}
d["k"] = 1
print("end")
