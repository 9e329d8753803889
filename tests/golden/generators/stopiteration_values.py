"""StopIteration objects: value, args, and how yield from takes them."""
class It:
    def __init__(self, error):
        self.error = error

    def __iter__(self):
        return self

    def __next__(self):
        raise self.error


def f(it):
    return (yield from it)


class Sub(StopIteration):
    pass


for error in (StopIteration, StopIteration(), StopIteration(1), StopIteration(1, 2), StopIteration((1, 2)), Sub("s")):
    try:
        next(f(It(error)))
    except StopIteration as e:
        print(repr(error), "->", repr(e), repr(e.value))
e = StopIteration(5)
e.value = 6
print(e.value, e.args, repr(e))
try:
    next(f(It(e)))
except StopIteration as s:
    print(s.value)
try:
    raise StopIteration
except StopIteration as s:
    print(s.value, s.args)
del e.value
print(e.value)
for error in (ValueError("x"), StopAsyncIteration("y")):
    try:
        next(f(It(error)))
    except Exception as caught:
        print(caught is error, repr(caught))
