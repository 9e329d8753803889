"""Recursive algorithms on deep structures, with an explicit stack and with generators."""
import sys


def flatten(x):
    stack = [iter([x])]
    while stack:
        for v in stack[-1]:
            if isinstance(v, list):
                stack.append(iter(v))
                break
            yield v
        else:
            stack.pop()


nested = []
for i in range(100_000):
    nested = [nested, i]
print(sum(flatten(nested)), sum(1 for _ in flatten(nested)))


class Tree:
    def __init__(self, v, left=None):
        self.v, self.left = v, left

    def depth(self):
        n, t = 0, self
        while t:
            n, t = n + 1, t.left
        return n


t = None
for i in range(200_000):
    t = Tree(i, t)
print(t.depth())
del t, nested
print("freed")


def trampoline(f, *args):
    r = f(*args)
    while callable(r):
        r = r()
    return r


def fact(n, acc=1):
    return acc if n <= 1 else lambda: fact(n - 1, acc * n % 1_000_000_007)


print(trampoline(fact, 100_000))
sys.setrecursionlimit(1000)


def deepest(n=0):
    try:
        return deepest(n + 1)
    except RecursionError:
        return n


print(900 < deepest() < 1000, deepest() == deepest())
