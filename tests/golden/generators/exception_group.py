"""Exception groups and except* in generators."""
def f():
    while True:
        try:
            yield "idle"
        except* ValueError as eg:
            print("values", [str(e) for e in eg.exceptions])
        except* KeyError as eg:
            print("keys", eg.exceptions)


g = f()
next(g)
print(g.throw(ExceptionGroup("g", [ValueError("a"), ValueError("b")])))
print(g.throw(ValueError("bare")))
print(g.throw(ExceptionGroup("g", [KeyError("k"), ExceptionGroup("n", [ValueError("v")])])))
try:
    g.throw(ExceptionGroup("g", [KeyError("k"), TypeError("t")]))
except ExceptionGroup as e:
    print("out", e, e.exceptions)
print(g.gi_frame)


def in_handler():
    try:
        raise ExceptionGroup("x", [OSError(1), TypeError(2)])
    except* OSError as e:
        yield "os", e.exceptions
    except* TypeError as e:
        got = yield "type", e.exceptions
        print("got", got)
    yield "done"


g = in_handler()
print(next(g), next(g), g.send("value"))
g = in_handler()
next(g)
print(g.throw(LookupError("thrown in handler")))
try:
    next(g)
except LookupError as e:
    print(repr(e), repr(e.__context__))
