"""A chain of 100,000 delegating generators is built, resumed a thousand times, and ends."""
# golden: by hand
import sys

sys.setrecursionlimit(1_000_000)


def leaf():
    total = 0
    while True:
        value = yield total
        if value is None:
            return total
        total += value


def link(g):
    return (yield from g)


def chain(depth):
    g = leaf()
    for _ in range(depth):
        g = link(g)
    return g


g = chain(100_000)
print(next(g))
for i in range(1000):
    g.send(i)
try:
    g.send(None)
except StopIteration as stop:
    print(stop.value)
print(g.gi_frame)
