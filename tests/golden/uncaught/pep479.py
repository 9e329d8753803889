"""StopIteration out of a generator."""
def f():
    yield next(iter([]))


next(f())
