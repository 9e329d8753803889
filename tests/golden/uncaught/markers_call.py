"""Markers under a call with arguments over several lines."""
def f(a, b):
    raise ValueError(a)


def g(x):
    return f(
        x,
        g,
    ) + 1


g(
    5
)
