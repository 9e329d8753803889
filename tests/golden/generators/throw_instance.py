"""throw() with an exception instance raises it at the yield."""
def f():
    while True:
        try:
            yield "idle"
        except ValueError as e:
            print("caught", repr(e), e.__traceback__ is not None)
            yield "recovered"


g = f()
next(g)
error = ValueError("one")
print(g.throw(error))
print(next(g))
print(g.throw(ValueError("two")))
try:
    g.throw(KeyError("missing"))
except KeyError as e:
    print("out", repr(e), g.gi_frame)
try:
    g.throw(KeyError("after the end"))
except KeyError as e:
    print("finished", repr(e))

g = f()
try:
    g.throw(ValueError("before start"))
except ValueError as e:
    print("unstarted", repr(e), g.gi_frame, g.gi_running)
print(next(g, "done"))
