"""Generators resumed from callbacks: key functions, __del__, operators, properties."""
def count():
    n = 0
    while True:
        n += 1
        yield n


g = count()


class Op:
    def __add__(self, other):
        return next(g)

    def __lt__(self, other):
        next(g)
        return id(self) < id(other)

    @property
    def prop(self):
        return next(g)

    def __getattr__(self, name):
        return name, next(g)

    def __del__(self):
        seen.append(next(g))


seen = []
o = Op()
print(o + 1, o.prop, o.missing)
print(sorted("cab", key=lambda c: next(g)))
print(list(map(lambda x: (x, next(g)), "ab")), min([1, 2], key=lambda v: -next(g)))
del o
print(seen, next(g))


def outer():
    def inner():
        yield from (next(g) for _ in range(2))
    yield sum(inner())
    yield next(g)


print(list(outer()))
d = {}


class Key:
    def __hash__(self):
        return next(g) and 1

    def __eq__(self, other):
        next(g)
        return self is other


k = Key()
d[k] = 1
print(d[k], next(g) > 10)
