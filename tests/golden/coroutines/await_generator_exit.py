"""GeneratorExit thrown by hand through awaits, custom iterators with and without close."""
class It:
    def __init__(self, log):
        self.log = log

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return "item"


class WithClose(It):
    def close(self):
        self.log.append("close")


class WithThrow(It):
    def throw(self, e):
        self.log.append(f"throw {e!r}")
        raise e


class Both(WithClose, WithThrow):
    pass


class ThrowReturns(It):
    def throw(self, e):
        raise StopIteration("returned by throw")


async def f(it):
    try:
        return "result", await it
    except BaseException as e:
        it.log.append(f"in f {e!r}")
        raise


for cls in (It, WithClose, WithThrow, Both, ThrowReturns):
    for error in (GeneratorExit("g"), ValueError("v")):
        log = []
        c = f(cls(log))
        c.send(None)
        try:
            c.throw(error)
        except BaseException as e:
            print(cls.__name__, repr(e), log)
    log = []
    c = f(cls(log))
    c.send(None)
    print(cls.__name__, "close", c.close(), log)
