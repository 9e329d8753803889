"""Did you mean: a local, a global, a built-in."""
def f():
    counter = 1
    return countr


f()
