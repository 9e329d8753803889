"""With tracing on, every link's resume and yield is seen."""
import sys

events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name in ("leaf", "middle", "root"):
        events.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, arg if event == "return" else None))
        return tracer


def leaf():
    x = yield 1
    return x


def middle():
    r = yield from leaf()
    return r + 1


def root():
    r = yield from middle()
    yield r


def run(f):
    events.clear()
    sys.settrace(tracer)
    try:
        f()
    finally:
        sys.settrace(None)
    for e in events:
        print(*e)
    print("--")


g = root()
run(lambda: next(g))
run(lambda: g.send(10))
run(lambda: g.close())
g = root()
next(g)


def throw():
    try:
        g.throw(KeyError("k"))
    except KeyError:
        pass


run(throw)
