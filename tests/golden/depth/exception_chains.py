"""Chains of 100,000 causes and contexts, and exceptions raised in handlers of handlers."""
def chain(n):
    e = None
    for i in range(n):
        new = ValueError(i)
        new.__cause__ = e
        e = new
    return e


e = chain(100_000)
n = 0
x = e
while x:
    n, x = n + 1, x.__cause__
print(n)
del e, x
print("freed")


def nested(n):
    last = None
    for i in range(n):
        try:
            raise KeyError(i)
        except KeyError as k:
            k.__context__ = last
            last = k
    return last


e = nested(100_000)
n = 0
while e:
    n, e = n + 1, e.__context__
print(n)


def handlers(n):
    try:
        raise ValueError(n)
    except ValueError:
        if n:
            return handlers(n - 1)
        import sys
        x, depth = sys.exception(), 0
        while x:
            x, depth = x.__context__, depth + 1
        return depth


print(handlers(300))
