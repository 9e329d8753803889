"""A StopIteration thrown at a `yield from` or `await` is the end of what is waited for, unless that takes it itself."""
import sys
import types

sys.unraisablehook = lambda args: print("ignored", repr(args.exc_value))


class Plain:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        return self.n


class Closing(Plain):
    def close(self):
        raise StopIteration("from close")


class Thrown(Plain):
    def throw(self, *args):
        raise StopIteration("from throw")


def outer(it):
    try:
        print("value", (yield from it))
    except BaseException as e:
        print("raised", type(e), e)
    yield "next"


class Stop(StopIteration):
    pass


def show(call, *args):
    try:
        print("->", call(*args))
    except BaseException as e:
        chain = []
        tb = e.__traceback__
        while tb:
            chain.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
            tb = tb.tb_next
        print("!", repr(e), repr(e.__context__), chain)


for error in StopIteration(0), StopIteration, Stop(1, 2), ValueError(3):
    for it in Plain(), iter([1, 2]), Thrown():
        g = outer(it)
        next(g)
        show(g.throw, error)
        show(next, g)

print("a link of a link")
for error in StopIteration(4), ValueError(5):
    g = outer(outer(Plain()))
    next(g)
    show(g.throw, error)

print("a delegate that has ended meanwhile")
inner = (x for x in [1])
g = outer(inner)
next(g)
print(list(inner))
show(g.throw, StopIteration(6))

print("closing the delegate raises StopIteration")
g = outer(Closing())
next(g)
show(g.close)
g = outer(Closing())
next(g)
show(g.throw, GeneratorExit)


class Aw:
    def __init__(self, it):
        self.it = it

    def __await__(self):
        return self.it


async def coroutine(it):
    print("awaited", await Aw(it))
    return "over"


for error in StopIteration(7), ValueError(8):
    for it in Plain(), Thrown():
        c = coroutine(it)
        c.send(None)
        show(c.throw, error)


@types.coroutine
def old(it):
    return (yield from it)


async def awaits_old():
    print("awaited", await old(Plain()))


c = awaits_old()
c.send(None)
show(c.throw, StopIteration(9))
e = StopIteration(10)
g = outer(Plain())
next(g)
g.throw(e)
print(e.__traceback__.tb_frame.f_code.co_name, e.__traceback__.tb_next.tb_lineno if e.__traceback__.tb_next else None)
