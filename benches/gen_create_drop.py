"""Generators made, started and dropped."""


def short(x):
    yield x
    yield x + 1


def main(n):
    total = 0
    for i in range(n):
        g = short(i)
        total += next(g)
    return total


print(main(5_000_000))
