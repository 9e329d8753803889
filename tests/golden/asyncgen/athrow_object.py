"""The athrow and aclose objects: throw, close, states."""
class Pause:
    def __await__(self):
        try:
            yield "pause"
        except LookupError as e:
            print("pause saw", repr(e))


async def ag():
    try:
        yield 1
        yield 2
    except ValueError:
        await Pause()
        yield "from handler"
    finally:
        await Pause()
        print("finally over")


def attempt(label, action):
    try:
        print(label, "->", action())
    except BaseException as e:
        print(label, "->", type(e).__name__, e)


def started():
    g = ag()
    try:
        g.__anext__().send(None)
    except StopIteration:
        pass
    return g


g = started()
t = g.athrow(ValueError("v"))
attempt("send", lambda: t.send(None))
attempt("throw", lambda: t.throw(LookupError("l")))
attempt("again", lambda: t.send(None))
c = g.aclose()
attempt("aclose send", lambda: c.send(None))
attempt("aclose throw", lambda: c.throw(LookupError("m")))
attempt("aclose again", lambda: c.send(None))
g = started()
t = g.athrow(ValueError("v"))
attempt("send", lambda: t.send(None))
attempt("close", lambda: t.close())
attempt("frame", lambda: (g.ag_frame is None, g.ag_running))
g = started()
c = g.aclose()
attempt("send", lambda: c.send(None))
attempt("close", lambda: c.close())
attempt("frame", lambda: (g.ag_frame is None, g.ag_running))
g = started()
c = g.aclose()
attempt("throw first", lambda: c.throw(KeyError("k")))
attempt("frame", lambda: (g.ag_frame is None, g.ag_running))
