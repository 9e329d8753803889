"""A generator read by a for loop."""


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def main(n):
    total = 0
    for value in count(n):
        total += value
    return total


print(main(12_000_000))
