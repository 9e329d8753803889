"""gi_* attributes in every state."""
def f(a, b=2):
    local = a + b
    yield local
    yield local + 1


def show(label):
    frame = g.gi_frame
    print(label, g.gi_running, g.gi_suspended, g.gi_yieldfrom, g.gi_code is f.__code__,
          frame and (frame.f_code.co_name, sorted(frame.f_locals.items()), frame.f_lineno - f.__code__.co_firstlineno))


g = f(1)
show("created")
next(g)
show("first")
next(g)
show("second")
next(g, None)
show("closed")
for name in ("gi_frame", "gi_running", "gi_code", "gi_yieldfrom", "gi_suspended"):
    for action in (lambda: setattr(g, name, 1), lambda: delattr(g, name)):
        try:
            action()
            print(name, "changed")
        except (AttributeError, TypeError) as e:
            print(name, type(e).__name__, e)
try:
    g.other = 1
except AttributeError as e:
    print(e)
print([n for n in dir(g) if not n.startswith("__")])
