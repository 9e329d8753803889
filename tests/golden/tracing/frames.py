# Trace functions set on frames that run already, errors in them, and opcodes.
import sys
# f_trace on running frames
def tr(frame, event, arg):
    print("T", frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno)
    return tr
def outer():
    inner()
    x = 1
    return x
def inner():
    sys._getframe().f_trace = tr
    sys._getframe(1).f_trace = tr
    sys.settrace(tr)
    y = 2
outer()
sys.settrace(None)
def ops():
    x = 1
    return x
def tr2(frame, event, arg):
    frame.f_trace_opcodes = True
    print(event, frame.f_lasti)
    return tr2
sys.settrace(tr2); ops(); sys.settrace(None)
def bad(frame, event, arg):
    if event == "line": raise RuntimeError("bad tracer")
    return bad
sys.settrace(bad)
try: ops()
except RuntimeError as e: print("RE", e, sys.gettrace())
def none(frame, event, arg): print("none", event)
sys.settrace(none); ops(); sys.settrace(None)
def change(frame, event, arg):
    if event == "line": frame.f_locals["x"] = 99
    return change
sys.settrace(change); print(ops()); sys.settrace(None)
def gen():
    yield 1
    yield 2
it = gen(); next(it)
sys.settrace(tr); next(it); sys.settrace(None)
