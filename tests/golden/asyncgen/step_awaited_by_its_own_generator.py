"""A step that fails because its generator runs is over; whoever awaits it gets that run's value, and an error the next time."""
import types


@types.coroutine
def pause(v):
    return (yield v)


async def inner():
    try:
        await pause("inner waits")
        try:
            await step
        except (ValueError, RuntimeError) as e:
            print("inner:", repr(e))
        await pause("inner waits again")
        yield 1
        print("inner goes on")
    finally:
        print("inner ends")


async def outer(step):
    try:
        print("got", await step)
    except BaseException as e:
        print("outer:", repr(e))
    return "outer is over"


def drive(c):
    try:
        while True:
            print("->", c.send(None))
    except BaseException as e:
        print("!", repr(e))


for make in (lambda g: g.asend(None)), (lambda g: g.__anext__()):
    g = inner()
    step = make(g)
    drive(outer(step))
    drive(g.__anext__())
    drive(g.aclose())
    print("--")


async def ends():
    try:
        yield 1
    except ValueError:
        try:
            await step
        except (ValueError, RuntimeError) as e:
            print("ends:", repr(e))
        await pause("ends waits")
    yield 2


for stop in True, False:
    g = ends()
    drive(g.asend(None))
    step = g.athrow(ValueError("thrown"))
    try:
        print("->", step.send(None))
        if stop:
            print("->", step.throw(KeyError("k")))
    except BaseException as e:
        print("!", repr(e))
    drive(step)
    drive(step)
    drive(g.aclose())
    print("--")
