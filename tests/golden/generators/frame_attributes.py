"""gi_frame while suspended: line, locals, code, no caller."""
import sys


def f(x):
    y = x * 2
    yield y

    y += 1
    z = [i for i in range(y)]
    received = yield z
    del x
    yield received


g = f(1)
frame = g.gi_frame
first = f.__code__.co_firstlineno
print(type(frame).__name__, frame.f_code is f.__code__, frame.f_globals is globals(), frame.f_back)
print(frame.f_lineno - first, frame.f_lasti < 20, frame.f_locals)
last = frame.f_lasti
for value in (None, None, "sent"):
    g.send(value)
    print(frame.f_lineno - first, frame.f_lasti > last, dict(frame.f_locals), g.gi_frame is frame)
    last = frame.f_lasti
next(g, None)
print(g.gi_frame, frame.f_lineno - first, frame.f_back)
print(frame.f_builtins is __builtins__.__dict__, frame.f_trace, frame.f_trace_lines, frame.f_trace_opcodes)


def back():
    yield sys._getframe().f_back.f_code.co_name


def caller():
    return next(back())


print(caller(), next(back()), list(back()))
