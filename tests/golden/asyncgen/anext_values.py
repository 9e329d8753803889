"""__anext__ gives an awaitable that ends with StopIteration(value) or StopAsyncIteration."""
async def ag():
    yield 1
    yield None
    yield (1, 2)
    yield StopIteration("inner")


g = ag()
while True:
    a = g.__anext__()
    try:
        print("suspended", a.send(None))
    except StopIteration as e:
        print("value", repr(e.value), len(e.args))
    except StopAsyncIteration as e:
        print("end", repr(e))
        break
for _ in range(2):
    try:
        g.__anext__().send(None)
    except StopAsyncIteration as e:
        print("again", e.args)
a = ag().__anext__()
print(type(a).__name__, a.__await__() is a, iter(a) is a)
try:
    next(a)
except StopIteration as e:
    print("next", e.value)
try:
    a.send(None)
except RuntimeError as e:
    print(e)
try:
    next(a)
except RuntimeError as e:
    print(e)
