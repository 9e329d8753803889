"""Traceback objects: chain, lines, with_traceback, editing."""
import types


def f(n):
    if n == 0:
        raise ValueError("bottom")
    f(n - 1)


def walk(tb):
    out = []
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return out


try:
    f(2)
except ValueError as e:
    tb = e.__traceback__
    print(walk(tb), type(tb).__name__, tb.tb_lasti >= 0)
    print(e.with_traceback(None) is e, e.__traceback__)
    e.__traceback__ = tb.tb_next
    print(walk(e.__traceback__))
    saved = e
try:
    raise saved
except ValueError as e:
    print(walk(e.__traceback__))
try:
    raise saved.with_traceback(None)
except ValueError as e:
    print(walk(e.__traceback__))


def catch_and_raise():
    try:
        f(0)
    except ValueError:
        raise


def catch_and_raise_named():
    try:
        f(0)
    except ValueError as e:
        raise e


for g in (catch_and_raise, catch_and_raise_named):
    try:
        g()
    except ValueError as e:
        print(walk(e.__traceback__))
t = types.TracebackType(None, tb.tb_frame, 0, 99)
print(t.tb_lineno, t.tb_next, t.tb_frame is tb.tb_frame)
t.tb_next = tb
print(walk(t)[0])
for action in (lambda: setattr(tb, "tb_next", t), lambda: setattr(t, "tb_next", 5), lambda: setattr(t, "tb_lineno", 1),
               lambda: types.TracebackType(), lambda: types.TracebackType(5, tb.tb_frame, 0, 0), lambda: saved.with_traceback(5)):
    try:
        action()
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
def finally_line():
    try:
        raise KeyError
    finally:
        x = 1


try:
    finally_line()
except KeyError as e:
    print(walk(e.__traceback__)[-1])
try:
    for i in (1,):
        len(
            5
        )
except TypeError as e:
    print(e.__traceback__.tb_lineno)
