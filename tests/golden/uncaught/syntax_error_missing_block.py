"""A missing block."""
def f():
x = 1
