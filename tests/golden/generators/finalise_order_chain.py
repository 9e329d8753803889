"""A dropped chain is finalised from the inside out."""
def level(n):
    try:
        if n == 0:
            yield "leaf"
        else:
            yield from level(n - 1)
    finally:
        print("finally", n)


g = level(3)
next(g)
del g
print("--")


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def holds(name):
    local = Noisy(name + " local")
    try:
        yield
    finally:
        print(name, "finally", local.name)
    print("never")


g = holds("a")
next(g)
g = None
print("--")
g = holds("b")
next(g)
next(g, None)
print("finished")
del g


def args_only(x):
    yield


g = args_only(Noisy("argument of unstarted"))
del g
g = args_only(Noisy("argument of closed"))
next(g)
g.close()
print("closed")
