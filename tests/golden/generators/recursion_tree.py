"""Recursive generators: walks of trees, permutations, flattening."""
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right

    def paths(self, prefix=()):
        here = prefix + (self.value,)
        if not self.left and not self.right:
            yield here
        for child in (self.left, self.right):
            if child:
                yield from child.paths(here)


def build(low, high):
    if low >= high:
        return None
    mid = (low + high) // 2
    return Node(mid, build(low, mid), build(mid + 1, high))


tree = build(0, 10)
print(list(tree))
for p in tree.paths():
    print(p)


def permutations(items):
    if not items:
        yield ()
    for i, first in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield (first, *rest)


print(list(permutations("abc")))


def flatten(x):
    if isinstance(x, (list, tuple)):
        for part in x:
            yield from flatten(part)
    else:
        yield x


print(list(flatten([1, [2, (3, [4, [[5]]]), []], "six"])))


def hanoi(n, a, b, c):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


print(*hanoi(3, "A", "B", "C"))
