"""Closures: shared cells, late binding, nonlocal, nested levels."""
def counter(start=0):
    n = start

    def up(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n

    def reset():
        nonlocal n
        n = start
    return up, get, reset


up, get, reset = counter(10)
print(up(), up(5), get(), reset(), get())
other, _, _ = counter()
print(other(), get())
fs = [lambda: i for i in range(3)]
print([f() for f in fs], [f() for f in [lambda i=i: i for i in range(3)]])


def late():
    def f():
        return x
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
    x = 1
    print(f())
    del x
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
    try:
        x
    except UnboundLocalError as e:
        print(type(e).__name__, e)


late()


def three():
    a = 1

    def two():
        b = a + 1

        def one():
            nonlocal a, b
            a, b = a * 10, b * 10
            return a, b
        return one
    return two()


f = three()
print(f(), f(), f.__code__.co_freevars, len(f.__closure__), f.__closure__[0].cell_contents)


def rec(n):
    def fact(k):
        return 1 if k < 2 else k * fact(k - 1)
    return fact(n)


print(rec(10))


def param(x):
    def inner():
        nonlocal x
        x += 1
        return x
    inner()
    return x, inner()


print(param(1))
