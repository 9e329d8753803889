"""A coroutine is not iterable, and has no __next__."""
async def f():
    return 1


c = f()
for action in (lambda: next(c), lambda: iter(c), lambda: list(c), lambda: [*c], lambda: len(c), lambda: c[0],
               lambda: c(), lambda: tuple(c), lambda: 1 in c):
    try:
        print(action())
    except TypeError as e:
        print(e)
try:
    for x in c:
        pass
except TypeError as e:
    print(e)


def delegate():
    yield from c


try:
    next(delegate())
except TypeError as e:
    print(e)
print(hasattr(c, "__await__"), hasattr(c, "__iter__"), hasattr(c, "__next__"))
print([n for n in dir(c) if not n.startswith("__")])
c.close()
