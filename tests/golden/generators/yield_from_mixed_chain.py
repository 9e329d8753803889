"""Chains through functions, iterators and generator expressions."""
def base(n):
    got = []
    for i in range(n):
        got.append((yield i))
    return got


class Wrap:
    """An iterator class around a generator: ends the transparent chain."""
    def __init__(self, gen):
        self.gen = gen

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.gen)

    def send(self, v):
        return self.gen.send(("wrapped", v))

    def throw(self, e):
        return self.gen.throw(e)


def outer(it):
    return (yield from it)


def run(g, values):
    out = [next(g)]
    try:
        for v in values:
            out.append(g.send(v))
    except StopIteration as e:
        out.append(e.value)
    return out


print(run(outer(base(2)), "ab"))
print(run(outer(outer(outer(base(2)))), "ab"))
print(run(outer(Wrap(base(2))), "ab"))
print(run(outer(Wrap(outer(Wrap(outer(base(2)))))), "ab"))


def genexpr_chain():
    return (yield from (x * 10 for x in (yield from outer(base(3)))))


g = genexpr_chain()
print(next(g), g.send(1), g.send(2), g.send(3), next(g), next(g), next(g, "end"))


def conditional(flag):
    yield from (outer(base(1)) if flag else iter("xy"))
    yield from map(str, outer(base(2)))


print(list(conditional(True)), list(conditional(False)))
