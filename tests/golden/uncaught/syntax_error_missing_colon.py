"""A missing colon."""
def f(x)
    return x
