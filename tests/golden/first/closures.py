def outer(x):
    def inner(y):
        return x + y
    return inner


print(outer(1)(2))


def counter():
    n = 0

    def step():
        nonlocal n
        n += 1
        return n
    return step


c = counter()
print(c(), c(), c())
