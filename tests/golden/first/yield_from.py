def inner():
    x = yield 1
    return x


def outer():
    r = yield from inner()
    yield "inner gave " + r


it = outer()
print(next(it), it.send("value"))
