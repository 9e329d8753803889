"""throw() into suspended, unstarted and finished coroutines."""
class Pause:
    def __await__(self):
        yield "paused"


async def inner():
    try:
        await Pause()
    except ValueError as e:
        print("inner caught", repr(e))
        await Pause()
        return "recovered"
    finally:
        print("inner finally")


async def outer():
    try:
        return await inner()
    except KeyError as e:
        print("outer caught", repr(e))
        return "outer result"


def attempt(action):
    try:
        print("->", action())
    except BaseException as e:
        print(type(e).__name__, e)


c = outer()
c.send(None)
attempt(lambda: c.throw(ValueError("v")))
attempt(lambda: c.send(None))
c = outer()
c.send(None)
attempt(lambda: c.throw(KeyError))
c = outer()
c.send(None)
attempt(lambda: c.throw(OSError("o")))
attempt(lambda: c.throw(OSError("again")))
c = outer()
attempt(lambda: c.throw(ValueError("unstarted")))
c = outer()
c.send(None)
attempt(lambda: c.throw(5))
attempt(lambda: c.throw())
attempt(lambda: c.throw(StopIteration("s")))
