"""Delegation to iterators without send or throw."""
class Plain:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration("ret")
        self.n -= 1
        return self.n


def f(it):
    result = yield from it
    print("result", result)


print(list(f(Plain(3))))
g = f(Plain(3))
print(next(g), g.send(None), type(g.gi_yieldfrom).__name__)
try:
    g.send("value")
except AttributeError as e:
    print(e)
print(g.gi_frame)
g = f(Plain(3))
next(g)
try:
    g.throw(ValueError("direct"))
except ValueError as e:
    print("thrown", e)
g = f(Plain(3))
next(g)
print("close", g.close())
for bad in (1, None, object(), f):
    try:
        list(f(bad))
    except TypeError as e:
        print(e)


class BadIter:
    def __iter__(self):
        return 5


try:
    list(f(BadIter()))
except TypeError as e:
    print(e)
for it in ([1, 2], iter([1, 2]), map(str, [1, 2]), enumerate("a"), zip("ab", "cd")):
    g = f(it)
    next(g)
    print(type(g.gi_yieldfrom).__name__)
    g.close()
