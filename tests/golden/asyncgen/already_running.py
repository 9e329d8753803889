"""asend, athrow and aclose while the generator already runs one of them."""
class Pause:
    def __await__(self):
        yield "pause"


async def ag():
    while True:
        try:
            await Pause()
            yield 1
        except ValueError:
            await Pause()


def attempt(label, action):
    try:
        print(label, "->", action())
    except BaseException as e:
        print(label, "->", type(e).__name__, e)


for first in ("__anext__", "asend", "athrow", "aclose"):
    g = ag()
    if first in ("athrow", "aclose"):
        a = g.__anext__()
        a.send(None)
        attempt("  to yield", lambda: a.send(None))
    args = {"asend": (None,), "athrow": (ValueError(),)}.get(first, ())
    a = getattr(g, first)(*args)
    attempt(first, lambda: a.send(None))
    print("running", g.ag_running)
    attempt("  anext", lambda: g.__anext__().send(None))
    attempt("  asend", lambda: g.asend(1).send(None))
    attempt("  athrow", lambda: g.athrow(KeyError).send(None))
    attempt("  aclose", lambda: g.aclose().send(None))
    attempt("  anext.throw", lambda: g.__anext__().throw(ValueError("x")))
    attempt("  athrow.throw", lambda: g.athrow(KeyError).throw(ValueError("x")))
    attempt("  close of first", lambda: a.close())
