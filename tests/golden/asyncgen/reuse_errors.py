"""Awaiting asend, athrow and aclose objects twice."""
async def ag():
    try:
        yield 1
        yield 2
    finally:
        pass


def attempt(label, action):
    try:
        print(label, "->", action())
    except BaseException as e:
        print(label, "->", type(e).__name__, e)


async def wait(a):
    return await a


g = ag()
a = g.__anext__()
attempt("first", lambda: wait(a).send(None))
attempt("second", lambda: wait(a).send(None))
attempt("next", lambda: next(a))
t = g.athrow(ValueError("v"))
attempt("first", lambda: wait(t).send(None))
attempt("second", lambda: wait(t).send(None))
attempt("throw", lambda: t.throw(KeyError()))
attempt("close", lambda: t.close())
g = ag()
attempt("start", lambda: g.__anext__().send(None))
c = g.aclose()
attempt("first", lambda: wait(c).send(None))
attempt("second", lambda: wait(c).send(None))
attempt("throw", lambda: c.throw(KeyError("k")))
c = g.aclose()
attempt("sent a value", lambda: c.send(5))
c.close()
t = g.athrow(ValueError)
attempt("sent a value", lambda: t.send(5))
attempt("none", lambda: t.send(None))
g = ag()
t = g.athrow(KeyError("late"))
attempt("throw into unstarted athrow", lambda: t.throw(OSError("o")))
attempt("then send", lambda: t.send(None))
