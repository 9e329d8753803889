"""StopIteration raised, thrown and returned across links."""
def leaf(kind):
    try:
        yield 1
    except StopIteration as e:
        return "caught", e.value
    if kind == "raise":
        raise StopIteration("raised")
    if kind == "return":
        return StopIteration("returned")
    if kind == "tuple":
        return (1, 2)


def link(g):
    r = yield from g
    return ["link", r]


for kind in ("raise", "return", "tuple", "none"):
    g = link(link(leaf(kind)))
    next(g)
    try:
        next(g)
    except (StopIteration, RuntimeError) as e:
        print(kind, repr(e), repr(getattr(e, "value", None)), repr(e.__cause__))
g = link(link(leaf("none")))
next(g)
try:
    g.throw(StopIteration("thrown"))
except (StopIteration, RuntimeError) as e:
    print("thrown", repr(e))
g = link(link(leaf("none")))
next(g)
try:
    g.throw(StopIteration)
except (StopIteration, RuntimeError) as e:
    print("class thrown", repr(e))


class It:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration(*values.pop(0))


values = [(), (1,), (1, 2), ((1, 2),), (None,), (StopIteration(5),)]
while values:
    try:
        next(link(It()))
    except StopIteration as e:
        print(e.value)


class Sub(StopIteration):
    @property
    def value(self):
        return "property of the subclass"


class Raises:
    def __iter__(self):
        return self

    def __next__(self):
        raise Sub("arg")


try:
    next(link(Raises()))
except StopIteration as e:
    print(e.value)
