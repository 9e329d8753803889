"""athrow() objects that end while they are sent to, and loops over step objects."""
class Pause:
    def __await__(self):
        yield "pause"


async def ag():
    try:
        yield 1
    except ValueError:
        await Pause()


def attempt(label, action):
    try:
        print(label, "->", action())
    except BaseException as error:
        print(label, "->", type(error).__name__, error)


def started():
    g = ag()
    attempt("start", lambda: g.asend(None).send(None))
    return g


g = started()
t = g.athrow(ValueError)
attempt("first", lambda: t.send(None))
attempt("ends", lambda: t.send(None))
attempt("after the end", lambda: t.send(None))
attempt("once more", lambda: t.send(None))
g = started()
attempt("for over aclose", lambda: [v for v in g.aclose()])
attempt("for over anext", lambda: [v for v in ag().__anext__()])
