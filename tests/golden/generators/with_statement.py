"""A context manager is entered and left around yields."""
class Manager:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        return self.suppress


def f():
    with Manager("a") as a, Manager("b", True) as b:
        x = yield a + b
        print("x", x)
        yield "more"
    yield "after with"


print(list(f()))
g = f()
next(g)
print(g.throw(ValueError("v")))
g = f()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e, next(g, "end"))


def plain():
    with Manager("p"):
        yield


g = plain()
next(g)
del g
print("--")


def exit_yields():
    class Odd:
        def __enter__(self):
            return 0

        def __exit__(self, *a):
            return iter(())
    with Odd():
        yield 1
        raise KeyError
    yield "suppressed"


print(list(exit_yields()))
