"""The object that anext(it, default) returns passes send, throw and close on."""
class Pause:
    def __await__(self):
        try:
            return (yield "paused")
        except ValueError as e:
            return "caught " + str(e)
        finally:
            print("pause finally")


class It:
    async def __anext__(self):
        v = await Pause()
        if v == "stop":
            raise StopAsyncIteration
        return v


def attempt(action):
    try:
        print("->", action())
    except BaseException as e:
        print(type(e).__name__, e)


async def f():
    return await anext(It(), "default")


for value in ("x", "stop"):
    c = f()
    c.send(None)
    attempt(lambda: c.send(value))
c = f()
c.send(None)
attempt(lambda: c.throw(ValueError("v")))
c = f()
c.send(None)
attempt(lambda: c.throw(KeyError("k")))
c = f()
c.send(None)
attempt(lambda: c.throw(StopAsyncIteration("sai")))
c = f()
c.send(None)
attempt(lambda: c.close())
a = anext(It(), "d")
attempt(lambda: next(iter(a)))
attempt(lambda: a.send("stop"))
a = anext(It(), "d")
attempt(lambda: next(a))
attempt(lambda: a.close())


class NotAwaitable:
    def __anext__(self):
        return 5


async def g():
    return await anext(NotAwaitable(), "default")


attempt(lambda: g().send(None))
attempt(lambda: anext(NotAwaitable()))
