"""Frames of built-in functions do not show."""
def key(v):
    return v.missing


def work():
    return sorted([3, 1, 2], key=key)


list(map(lambda v: work(), [1]))
