"""throw() with an exception class instantiates it."""
class Custom(Exception):
    def __init__(self, *args):
        print("init", args)
        super().__init__(*args)


def f():
    for i in range(10):
        try:
            yield i
        except Exception as e:
            print(type(e).__name__, e.args)


g = f()
next(g)
print(g.throw(ValueError))
print(g.throw(Custom))
print(g.throw(Custom("with", "args")))
print(g.throw(StopIteration))
for bad in (1, "text", None, object, int, ValueError, [ValueError]):
    try:
        print("ok", g.throw(bad))
    except TypeError as e:
        print("TypeError:", e)
try:
    g.throw()
except TypeError as e:
    print(e)
try:
    g.throw(ValueError, None, None, None)
except TypeError as e:
    print(e)
print(g.gi_suspended)
