"""Plain recursion to a depth of 100,000 when the limit allows it."""
# golden: by hand
import sys

sys.setrecursionlimit(200_000)


def count(n):
    return 0 if n == 0 else 1 + count(n - 1)


def total(items):
    return items[0] + total(items[1]) if items else 0


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


print(count(100_000))
linked = None
for i in range(100_000):
    linked = (i, linked)
print(total(linked))
print(even(100_000))


def raises(n):
    if n == 0:
        raise ValueError("bottom")
    raises(n - 1)


try:
    raises(100_000)
except ValueError as e:
    frames, tb = 0, e.__traceback__
    while tb:
        frames, tb = frames + 1, tb.tb_next
    print(e, frames)
