"""Markers under a binary operation."""
def f(a, b, c):
    return a + b * c - (a / b)


f(1, 0, "x" * 3)
