"""GeneratorExit meets delegates that swallow, convert, return, yield or fail."""
def swallow():
    try:
        yield 1
    except GeneratorExit:
        pass


def convert():
    try:
        yield 1
    except GeneratorExit:
        raise ValueError("converted")


def returns():
    try:
        yield 1
    except GeneratorExit:
        return "value"


def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2


def stops():
    try:
        yield 1
    except GeneratorExit:
        raise StopIteration("si")


def plain():
    yield 1


class Iter:
    def __iter__(self):
        return self

    def __next__(self):
        return 1


class IterClose(Iter):
    def close(self):
        raise LookupError("close of iterator")


def link(make, log):
    try:
        log.append(("result", (yield from make())))
    except BaseException as e:
        log.append((type(e).__name__, str(e), type(e.__context__).__name__))
        raise


for make in (swallow, convert, returns, ignores, stops, plain, Iter, IterClose):
    for depth in (1, 3):
        for action in ("close", "throw"):
            log = []
            f = make
            for _ in range(depth):
                f = (lambda f: lambda: link(f, log))(f)
            g = f()
            next(g)
            try:
                r = g.close() if action == "close" else g.throw(GeneratorExit("thrown"))
            except BaseException as e:
                r = f"{type(e).__name__}: {e}"
            print(make.__name__, depth, action, r, log)
            g = None
