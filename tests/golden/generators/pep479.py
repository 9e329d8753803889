"""StopIteration that leaves a generator's body becomes RuntimeError."""
def explicit():
    yield 1
    raise StopIteration("inside")


def through_next():
    while True:
        yield next(iter([]))


class Mine(StopIteration):
    pass


def subclass():
    raise Mine("m")
    yield


for f in (explicit, through_next, subclass):
    try:
        for v in f():
            print(v)
    except RuntimeError as e:
        print(f.__name__, e, "| cause", repr(e.__cause__), "| context", repr(e.__context__), e.__suppress_context__)

g = (next(iter(())) for _ in [1])
try:
    next(g)
except RuntimeError as e:
    print("genexpr", e)


def caught_inside():
    try:
        raise StopIteration(3)
    except StopIteration as e:
        yield e.value


print(list(caught_inside()))
g = explicit()
next(g)
try:
    g.throw(StopIteration("thrown"))
except RuntimeError as e:
    print(e, repr(e.__cause__))
g = explicit()
try:
    g.throw(StopIteration("unstarted"))
except BaseException as e:
    print(type(e).__name__, e, repr(e.__cause__))


def stop_async():
    raise StopAsyncIteration("fine here")
    yield


try:
    next(stop_async())
except StopAsyncIteration as e:
    print("as is", repr(e))
