"""Return values and exceptions are changed at each level of a deep chain."""
def leaf(action):
    x = yield "leaf"
    if action == "raise":
        raise ValueError(0)
    return x


def link(g, n):
    try:
        r = yield from g
        return r + n
    except ValueError as e:
        if n % 50 == 0:
            raise KeyError(n) from e
        raise ValueError(e.args[0] + 1) from None
    except KeyError as e:
        e.args = (e.args[0], n)
        raise


def chain(n, action):
    g = leaf(action)
    for i in range(1, n + 1):
        g = link(g, i)
    return g


for n, action in ((0, "return"), (10, "return"), (200, "return"), (10, "raise"), (49, "raise"), (60, "raise"), (99, "raise")):
    g = chain(n, action)
    next(g)
    try:
        g.send(1000)
    except (StopIteration, ValueError, KeyError) as e:
        print(n, action, repr(e), repr(e.__cause__))
