"""The traceback of a thrown exception: what it had, and then the frames it passes."""
def names(tb):
    out = []
    while tb is not None:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    return out


def f():
    yield 1
    yield 2


def origin():
    raise ValueError("made elsewhere")


try:
    origin()
except ValueError as e:
    saved = e

g = f()
next(g)
try:
    g.throw(saved)
except ValueError as e:
    print(e is saved)
    for name, line in names(e.__traceback__):
        print(name, line if name != "<module>" else "")

g = f()
try:
    g.throw(ValueError("unstarted"))
except ValueError as e:
    print([n for n, _ in names(e.__traceback__)])
try:
    g.throw(ValueError("finished"))
except ValueError as e:
    print([n for n, _ in names(e.__traceback__)])
g = f()
next(g)
next(g)
try:
    g.throw(ValueError)
except ValueError as e:
    print(names(e.__traceback__)[-1])
