"""A recursion of fixed depth that fails at the bottom."""
def down(n):
    if n == 0:
        raise ValueError("bottom")
    down(n - 1)


down(10)
