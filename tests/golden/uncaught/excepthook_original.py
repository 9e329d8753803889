"""sys.__excepthook__ prints to standard error and the program ends with status 1."""
import sys


def f():
    raise ValueError("v")


try:
    f()
except ValueError as e:
    sys.__excepthook__(type(e), e, e.__traceback__)
    sys.excepthook(KeyError, KeyError("made up"), None)
    sys.excepthook(type(e), e.with_traceback(None), None)
print("goes on")
