"""The (type, value, traceback) forms of throw() still work, with a warning that names the new form."""
def f():
    while True:
        try:
            yield "ok"
        except Exception as e:
            print(type(e).__name__, e.args)


def run(*args):
    try:
        print(g.throw(*args))
    except TypeError as e:
        print("TypeError:", e)


g = f()
next(g)
run(ValueError, "text")
run(ValueError, ("a", "b"))
run(ValueError, None)
run(ValueError, ValueError("instance"))
run(ValueError, KeyError("other type"))
run(ValueError("x"), "value")
run(ValueError, "v", None)
run(ValueError, "v", "not a traceback")
try:
    1 / 0
except ZeroDivisionError as e:
    tb = e.__traceback__
run(ValueError, "v", tb)
