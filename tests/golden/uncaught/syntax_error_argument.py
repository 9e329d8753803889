"""Arguments in the wrong order."""
def f(a=1, b):
    pass
