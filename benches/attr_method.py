"""Attributes and method calls."""


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def add(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def length(self):
        return self.x * self.x + self.y * self.y


class Counter:
    def __init__(self):
        self.n = 0

    def step(self, by):
        self.n += by
        return self

    @property
    def value(self):
        return self.n


def main(n):
    position, step, counter = Vector(0, 0), Vector(1, 2), Counter()
    for _ in range(n):
        position = position.add(step)
        counter.step(1)
    return position.length() + counter.value


print(main(4_000_000))
