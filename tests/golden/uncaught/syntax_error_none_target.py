"""Assignment to None."""
def f():
    None = 1
