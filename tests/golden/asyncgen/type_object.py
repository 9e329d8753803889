"""The type of asynchronous generators and of their awaitables."""
async def ag():
    yield 1


g = ag()
T = type(g)
print(T, T.__name__, T.__module__, T.__mro__)
print(sorted(T.__dict__))
objects = [g, g.__anext__(), g.asend(None), g.athrow(ValueError), g.aclose()]
for o in objects:
    t = type(o)
    print(t.__name__, sorted(n for n in t.__dict__ if n not in ("__doc__", "__getattribute__")))
    for action in (lambda: t(), lambda: type("Sub", (t,), {})):
        try:
            action()
        except TypeError as e:
            print("   ", e)
for o in objects[1:]:
    o.close()
for action in (lambda: iter(g), lambda: next(g), lambda: list(g), lambda: g.send(None), lambda: len(g), lambda: g(),
               lambda: T.asend(1, None)):
    try:
        action()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
print(T[int, str])
for p in (0, 2):
    try:
        g.__reduce_ex__(p)
    except TypeError as e:
        print(e)
