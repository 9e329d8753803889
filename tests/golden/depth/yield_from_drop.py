"""A dropped chain of 100,000 suspended generators runs every finally."""
# golden: by hand
import sys

sys.setrecursionlimit(1_000_000)
order = []


def leaf():
    try:
        yield "leaf"
    finally:
        order.append(-1)


def link(g, n):
    try:
        yield from g
    finally:
        order.append(n)


g = leaf()
for n in range(100_000):
    g = link(g, n)
print(next(g))
del g
print(len(order), order[:3], order[-1], order == sorted(order))
