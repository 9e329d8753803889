"""Walking a tree in order with `yield from`: each node hands its children's generators to the caller."""


class Node:
    """A node of a binary search tree."""

    def __init__(self, value, left=None, right=None):
        self.value = value
        self.left = left
        self.right = right

    def insert(self, value):
        side = "left" if value < self.value else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Node(value))
        else:
            child.insert(value)

    def traverse(self):
        """In order: everything smaller, then this value, then everything larger."""
        if self.left:
            yield from self.left.traverse()
        yield self.value
        if self.right:
            yield from self.right.traverse()

    def paths(self, prefix=""):
        """The way to each leaf."""
        here = f"{prefix}/{self.value}"
        if not self.left and not self.right:
            yield here
        for child in (self.left, self.right):
            if child:
                yield from child.paths(here)


root = Node(2, Node(1), Node(3))
print(*root.traverse())

root = Node(50)
for value in (30, 70, 20, 40, 60, 80, 35, 45, 65):
    root.insert(value)
print(*root.traverse())
print(*root.paths(), sep="\n")

# A walk can be left at any point, and several walks do not disturb each other.
one, other = root.traverse(), root.traverse()
print([next(one) for _ in range(4)], next(other), next(one), next(other))
print("first above 42:", next(v for v in root.traverse() if v > 42))
