"""Attributes of instances and properties: nanoseconds for each round of a loop."""

from _measure import main


class V:

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def get(self):
        return self.x

    def nop(self):
        pass


def bench_attr(n):
    v = V(1, 2)
    for _ in range(n):
        v.x
        v.x
        v.x
        v.x


def bench_store(n):
    v = V(1, 2)
    for _ in range(n):
        v.x = 1
        v.x = 2
        v.x = 3
        v.x = 4


def bench_prop(n):

    class P:

        @property
        def p(self):
            return 1
    p = P()
    for i in range(n):
        p.p


main(globals())
