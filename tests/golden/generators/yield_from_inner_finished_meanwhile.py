"""The inner generator ends, is closed or fails while the outer one is suspended on it."""
def inner():
    yield 1
    yield 2
    return "value"


def outer(it):
    try:
        r = yield from it
        print("result", r)
    except BaseException as e:
        print("outer:", type(e).__name__, e)
    yield "after"


def prepare():
    low = inner()
    top = outer(low)
    next(top)
    return low, top


low, top = prepare()
print(list(low))
print(next(top))

low, top = prepare()
low.close()
print(next(top))

low, top = prepare()
low.close()
print(top.send("not none"))

low, top = prepare()
try:
    low.throw(KeyError("k"))
except KeyError:
    pass
print(next(top))

low, top = prepare()
low.close()
print(top.throw(ValueError("thrown after inner closed")))

low, top = prepare()
low.close()
try:
    print(top.close())
except RuntimeError as e:
    print(e, next(top, "end"))


def late(it):
    yield "first"
    print("late result", (yield from it))


low = inner()
top = late(low)
next(top)
list(low)
print(list(top))
