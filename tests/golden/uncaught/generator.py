"""Through generators and delegation."""
def leaf():
    yield 1
    raise ValueError("in leaf")


def middle():
    yield from leaf()


def top():
    for v in middle():
        yield v


print(list(top()))
