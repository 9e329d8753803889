"""A group as the context of another exception."""
try:
    raise ExceptionGroup("g", [ValueError("v"), TypeError("t")])
except ExceptionGroup:
    raise RuntimeError("after the group")
