# Events of a profile function: calls of Python and of native code.
import sys
def prof(frame, event, arg):
    if event.startswith("c_"): arg = arg.__name__
    print(frame.f_code.co_name, event, arg)
def g():
    yield 1
def f():
    len([])
    [].append(1)
    "a".upper()
    int("3")
    list(g())
    try: [].pop()
    except IndexError: pass
    sorted([2,1], key=lambda x: x)
    print(end="")
    abs(*[-1])
    max(1, 2, key=None)
    try: uncaught()
    except ValueError: pass
    return 5
def uncaught():
    raise ValueError
sys.setprofile(prof)
f()
sys.setprofile(None)
