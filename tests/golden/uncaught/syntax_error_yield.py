"""yield outside a function."""
def f():
    pass


yield 5
