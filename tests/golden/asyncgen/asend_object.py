"""The asend object: send, throw, close, reuse."""
class Pause:
    def __await__(self):
        try:
            return (yield "pause")
        except ValueError as e:
            return "caught " + str(e)


async def ag():
    while True:
        try:
            yield await Pause()
        except KeyError as e:
            print("ag caught", repr(e))
            yield "after KeyError"


def attempt(label, action):
    try:
        print(label, "->", action())
    except BaseException as e:
        print(label, "->", type(e).__name__, e)


g = ag()
a = g.asend(None)
print([n for n in dir(a) if not n.startswith("__")], type(a))
attempt("send", lambda: a.send(None))
attempt("send value", lambda: a.send("v"))
attempt("send again", lambda: a.send(None))
attempt("throw again", lambda: a.throw(ValueError("x")))
attempt("close again", lambda: a.close())
a = g.asend(None)
attempt("throw unstarted", lambda: a.throw(KeyError("k")))
attempt("after that", lambda: a.send(None))
a = g.__anext__()
attempt("start", lambda: a.send(None))
attempt("throw in pause", lambda: a.throw(ValueError("v")))
a = g.__anext__()
attempt("start", lambda: a.send(None))
attempt("close", lambda: a.close())
attempt("send closed", lambda: a.send(None))
attempt("next of generator", lambda: g.__anext__().send(None))
a = g.asend(1)
attempt("close unstarted", lambda: a.close())
attempt("send after", lambda: a.send(None))
