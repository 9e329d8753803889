"""sys.settrace: events of calls, lines, returns, exceptions; generators too."""
import sys

events = []


def trace(frame, event, arg):
    name = frame.f_code.co_name
    if name in ("f", "g", "fails"):
        events.append((event, name, frame.f_lineno - frame.f_code.co_firstlineno, arg if event == "return" else arg and arg[0].__name__))
        return trace


def f(x):
    y = x + 1
    if y > 1:
        y = 0
    return y


def g():
    yield 1
    yield 2


def fails():
    try:
        1 / 0
    except ZeroDivisionError:
        pass


def run(action):
    events.clear()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(None)
    for e in events:
        print(*e)
    print("--")


run(lambda: f(1))
run(lambda: list(g()))
run(fails)
calls = []
sys.setprofile(lambda frame, event, arg: calls.append((event, getattr(arg, "__name__", None) if "c_" in event else frame.f_code.co_name)))
len(str(abs(f(0))))
sys.setprofile(None)
print(calls[:-1])
