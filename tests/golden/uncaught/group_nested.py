"""Nested groups, notes and a cause."""
try:
    raise OSError("origin")
except OSError as o:
    inner = ExceptionGroup("inner", [ValueError(1), ValueError(2)])
    inner.add_note("inner note")
    outer = ExceptionGroup("outer", [inner, TypeError("t")])
    outer.add_note("outer note")
    raise outer from o
