"""A running coroutine cannot be resumed, awaited or closed."""
def attempt(label, action):
    try:
        print(label, action())
    except BaseException as e:
        print(label, "->", type(e).__name__, e)


async def f():
    print(c.cr_running, c.cr_suspended)
    attempt("send", lambda: c.send(None))
    attempt("throw", lambda: c.throw(ValueError("v")))
    attempt("close", lambda: c.close())
    attempt("wrapper", lambda: next(c.__await__()))
    try:
        await c
    except (ValueError, RuntimeError) as e:
        print("await", type(e).__name__, e)
    return "done"


c = f()
attempt("first", lambda: c.send(None))


async def inner():
    attempt("outer send", lambda: top.send(None))
    attempt("middle close", lambda: mid.close())


async def middle():
    await inner()


async def outer():
    global mid
    mid = middle()
    await mid


top = outer()
attempt("top", lambda: top.send(None))
