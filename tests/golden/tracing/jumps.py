"""f_lineno set by trace functions: where it can go, and why not elsewhere."""
import sys
import warnings

warnings.simplefilter("ignore")


def plain(out):
    out.append(1)
    out.append(2)
    out.append(3)
    out.append(4)


def loop(out):
    out.append(1)
    for i in 1, 2:
        out.append(2)
    out.append(3)


def handled(out):
    try:
        out.append(1)
        1 / 0
    except ZeroDivisionError:
        out.append(2)
    finally:
        out.append(3)
    out.append(4)


class Context:
    def __init__(self, out):
        self.out = out

    def __enter__(self):
        self.out.append("enter")

    def __exit__(self, *a):
        self.out.append("exit")


def context(out):
    out.append(1)
    with Context(out):
        out.append(2)
    out.append(3)


def values(out):
    def gen():
        out.append(1)
        yield 1
        out.append(2)
        yield 2
    out.extend(gen())


def attempt(f, code, first, to, event="line"):
    done = []

    def tracer(frame, what, arg):
        if frame.f_code is code and what == event and not done and (event != "line" or frame.f_lineno - code.co_firstlineno == first):
            done.append(1)
            try:
                frame.f_lineno = to if to is None or isinstance(to, str) else code.co_firstlineno + to
            except ValueError as e:
                done.append(e)
        return tracer

    out = []
    sys.settrace(tracer)
    try:
        f(out)
    except Exception as e:
        out.append(repr(e))
    sys.settrace(None)
    print(f.__name__, first, to, event, out, done[1:])


for f in plain, loop, handled, context:
    last = max(l for _, _, l in f.__code__.co_lines() if l) - f.__code__.co_firstlineno
    for first in range(1, last + 1):
        for to in range(1, last + 1):
            if first < to or f is plain and first - to == 1:
                attempt(f, f.__code__, first, to)
for to in -1, 100, None, "x", 2:
    for event in "line", "call", "return", "exception":
        attempt(handled, handled.__code__, 2, to, event)
attempt(values, values.__code__.co_consts[0] if hasattr(values.__code__.co_consts[0], "co_code") else values.__code__.co_consts[1], 0, 3, "return")
try:
    sys._getframe().f_lineno = 1
except ValueError as e:
    print(e)
try:
    del sys._getframe().f_lineno
except AttributeError as e:
    print(e)
