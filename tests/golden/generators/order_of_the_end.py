"""What a generator's frame held goes from the last slot to the first, and before who resumed it hears of the end."""
class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def f(parameter):
    first, second = Loud("first"), Loud("second")
    yield 1


def cleans(name):
    try:
        yield name
    finally:
        print("closed", name)


def start(g):
    next(g)
    return g


print(list(f(Loud("parameter"))))
g = start(f(Loud("parameter")))
g = None
print("--")
unstarted = f(start(cleans("argument")))
unstarted.close()
print("closed unstarted")


def fails(inner):
    for item in inner:
        yield from start(cleans("delegate"))


g = fails(start(cleans("iterator")))
print(g.gi_yieldfrom)
del g
print("--")


def two(a, b):
    yield from b


g = two(start(cleans("a")), cleans("b"))
next(g)
try:
    g.throw(KeyError("k"))
except KeyError as error:
    print("caught", repr(error))
print("traceback gone")
