"""sys.tracebacklimit shortens the traceback."""
import sys

sys.tracebacklimit = 2


def f(n):
    if n:
        f(n - 1)
    else:
        raise ValueError("deep")


f(5)
