"""A finished coroutine cannot be awaited, sent or thrown into again."""
async def f():
    return 1


async def outer(c):
    return await c


def attempt(action):
    try:
        print("->", action())
    except BaseException as e:
        print(type(e).__name__, e)


c = f()
attempt(lambda: c.send(None))
attempt(lambda: c.send(None))
attempt(lambda: c.throw(ValueError("v")))
attempt(lambda: c.close())
attempt(lambda: outer(c).send(None))
w = c.__await__()
attempt(lambda: next(w))
attempt(lambda: w.send(1))

c = f()
c.close()
attempt(lambda: c.send(None))
attempt(lambda: c.throw(KeyError))
attempt(lambda: outer(c).send(None))

c = f()
attempt(lambda: c.throw(KeyError("unstarted")))
attempt(lambda: c.send(None))


async def twice():
    c = f()
    print(await c)
    await c


attempt(lambda: twice().send(None))
