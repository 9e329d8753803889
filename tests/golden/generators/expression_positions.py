"""yield as an operand, argument, index, key, default, and in comparisons."""
def f():
    print("sum", (yield 1) + (yield 2))
    print("call", max((yield 3), (yield 4), key=lambda v: -v))
    d = {(yield "k"): (yield "v")}
    print(d)
    l = [0, 0, 0]
    l[(yield "index")] = yield "value"
    print(l)
    print("compare", (yield "a") < (yield "b") < (yield "c"))
    print("cond", (yield "x") if (yield "cond") else (yield "y"))
    print("bool", (yield "p") and (yield "q") or (yield "r"))
    print(f"{(yield 'fstring')!r:>5}")
    x = y = yield
    print(x, y)
    a, *b = yield
    print(a, b)
    del (yield "deleted")[0]
    assert (yield "assert"), (yield "message")


def drive(values):
    g = f()
    print("   ", next(g))
    for v in values:
        try:
            print("   ", g.send(v))
        except AssertionError as e:
            print("AssertionError", e)
            return


drive([10, 20, 5, 6, "key", "val", "set", 1, 1, 2, 0, True, "xv", 0, "r", "abc", 7, "hello", [9, 8],
       0, "text"])


def default():
    def g(x=(yield "default")):
        return x
    return g


g = default()
next(g)
try:
    g.send("the default")
except StopIteration as e:
    print(e.value())


def lam():
    f = lambda: (yield 1)
    yield list(f())
    yield [(lambda: i)() for i in [1, 2]]


print(list(lam()))
