"""Delegation to a class with send, throw and close of its own."""
class Full:
    def __iter__(self):
        print("iter")
        return self

    def __next__(self):
        print("next")
        return "n"

    def send(self, value):
        print("send", value)
        if value == "stop":
            raise StopIteration("sent stop")
        return "s"

    def throw(self, *args):
        print("throw", [type(a).__name__ for a in args], repr(args[0]))
        if isinstance(args[0], KeyError):
            raise StopIteration("from throw")
        if isinstance(args[0], IndexError):
            raise args[0]
        return "t"

    def close(self):
        print("close")
        return "ignored"


def f():
    print("result:", (yield from Full()))
    yield "rest"


g = f()
print(next(g), next(g), g.send(None), g.send(1))
print(g.throw(ValueError("v")))
print(g.throw(ValueError))
print(g.throw(KeyError("k")))
g = f()
next(g)
print(g.send("stop"))
g = f()
next(g)
try:
    g.throw(IndexError("i"))
except IndexError as e:
    print("out", repr(e))
g = f()
next(g)
print("closed", g.close())
g = f()
next(g)
try:
    g.throw(GeneratorExit)
except GeneratorExit as e:
    print("GeneratorExit out", repr(e))
