"""A suspended generator in a module variable at exit."""
def g():
    try:
        yield
    finally:
        print("finally at exit")


x = g()
next(x)
print("program ends")
