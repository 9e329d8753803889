"""Exceptions with no message, and with several arguments."""
try:
    raise ValueError
except ValueError:
    raise KeyError("a", 2)
