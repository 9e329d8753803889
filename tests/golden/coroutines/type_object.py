"""The coroutine type and its wrapper type."""
async def f():
    return 1


c = f()
T = type(c)
print(T, T.__name__, T.__module__, T.__mro__)
print(sorted(T.__dict__))
for make in (lambda: T(), lambda: type("Sub", (T,), {}), lambda: T.send(1, None)):
    try:
        make()
    except TypeError as e:
        print(e)
w = c.__await__()
W = type(w)
print(W, W.__mro__, sorted(n for n in W.__dict__ if n not in ("__getattribute__", "__doc__")))
for make in (lambda: W(), lambda: type("Sub", (W,), {})):
    try:
        make()
    except TypeError as e:
        print(e)
print(iter(w) is w, w.send is not None, repr(w).split(" at")[0])
try:
    next(w)
except StopIteration as e:
    print(e.value)
print(T[int, str, bytes])
for p in (0, 2):
    try:
        c.__reduce_ex__(p)
    except TypeError as e:
        print(e)
try:
    w.__reduce_ex__(2)
except TypeError as e:
    print(e)
