"""A running generator cannot be resumed, by any method."""
def attempt(name, *args):
    try:
        print(name, getattr(g, name)(*args))
    except BaseException as e:
        print(name, "->", type(e).__name__, e)


def f():
    print("running", g.gi_running, g.gi_suspended, g.gi_frame is not None)
    attempt("send", None)
    attempt("send", 1)
    attempt("__next__")
    attempt("throw", ValueError("v"))
    attempt("close")
    try:
        next(g)
    except ValueError as e:
        print("next ->", e)
    try:
        for _ in g:
            print("never")
    except ValueError as e:
        print("for ->", e)
    yield "value"
    attempt("close")
    yield "second"


g = f()
print(next(g), g.gi_running, g.gi_suspended)
print(next(g))
attempt("close")
attempt("send", None)
