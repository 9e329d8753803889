"""f_locals of a suspended generator writes through (PEP 667)."""
def f():
    x = 1
    y = 2
    yield x
    yield x, y
    del y
    yield x
    yield y


g = f()
next(g)
view = g.gi_frame.f_locals
print(type(view).__name__, dict(view))
view["x"] = "changed"
view["extra"] = 5
print(next(g), sorted(view), view["extra"])
print(next(g), "y" in view, dict(g.gi_frame.f_locals))
g.gi_frame.f_locals["y"] = "revived"
print(next(g))


def closure():
    cell = "before"

    def inner():
        return cell
    yield inner()
    yield inner()


g = closure()
next(g)
g.gi_frame.f_locals["cell"] = "after"
print(next(g))
try:
    del g.gi_frame.f_locals["cell"]
except ValueError as e:
    print(e)
