"""Walking a balanced tree of depth 16 with yield from."""


class Node:
    def __init__(self, value, left, right):
        self.value = value
        self.left = left
        self.right = right

    def walk(self):
        if self.left is not None:
            yield from self.left.walk()
        yield self.value
        if self.right is not None:
            yield from self.right.walk()


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Node(middle, build(low, middle), build(middle + 1, high))


def main(depth, rounds):
    tree = build(0, 2**depth - 1)
    total = 0
    for _ in range(rounds):
        for value in tree.walk():
            total += value
    return total


print(main(16, 30))
