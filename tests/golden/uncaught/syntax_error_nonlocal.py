"""nonlocal without a binding."""
def f():
    def g():
        nonlocal missing
        missing = 1
