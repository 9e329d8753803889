"""A local before its assignment."""
def f():
    if False:
        x = 1
    print(x)


f()
