"""yield from passes values in both directions and takes the return value."""
def inner():
    total = 0
    while True:
        x = yield total
        if x is None:
            return total
        total += x


def outer(results):
    while True:
        r = yield from inner()
        results.append(r)


results = []
g = outer(results)
print(next(g))
for x in (1, 2, 3, None, 10, 20, None):
    print(x, "->", g.send(x), results)
g.close()


def three():
    a = yield from (1, 2)
    b = yield from "ab"
    c = yield from range(2)
    d = yield from []
    e = yield from {"k": "v"}
    return a, b, c, d, e


def show():
    print((yield from three()))


print(list(show()))


def nothing():
    return "only a value"
    yield


def collect():
    return [(yield from nothing()), (yield from nothing())]


try:
    next(collect())
except StopIteration as e:
    print(e.value)
