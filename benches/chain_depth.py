"""Resuming the leaf of a chain of `yield from`: `chain_depth.py 1` against `chain_depth.py 10000`."""
import sys


def leaf(n):
    for i in range(n):
        yield i


def link(g):
    yield from g


def main(depth, n):
    sys.setrecursionlimit(depth + 1000)
    g = leaf(n)
    for _ in range(depth):
        g = link(g)
    total = 0
    for value in g:
        total += value
    return total


depth = int(sys.argv[1]) if len(sys.argv) > 1 else 1
steps = int(sys.argv[2]) if len(sys.argv) > 2 else 8_000_000 if depth == 1 else 20_000
print(main(depth, steps))
