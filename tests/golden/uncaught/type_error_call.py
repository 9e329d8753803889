"""Missing arguments."""
class Point:
    def __init__(self, x, y, *, z):
        pass


def make():
    return Point(1)


make()
