"""An error in finally."""
def f():
    try:
        return {}["k"]
    finally:
        [].pop()


f()
