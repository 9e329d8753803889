"""An error in a default argument."""
def f(a, b=undefined_default):
    pass
