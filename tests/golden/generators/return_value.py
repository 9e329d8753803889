"""return in a generator becomes StopIteration.value, whatever the value is."""
def returning(value):
    yield
    return value


for value in (None, 0, "text", (1, 2), (), [3], StopIteration(4), ValueError("v"), StopIteration):
    g = returning(value)
    next(g)
    try:
        next(g)
    except StopIteration as stop:
        print(repr(value), "->", repr(stop.value), stop.value is value, len(stop.args))


def early(flag):
    if flag:
        return "early"
    yield 1


def first(g):
    try:
        return next(g)
    except StopIteration as e:
        return repr(e)


print(first(early(True)), first(early(False)))


def from_finally():
    try:
        yield 1
        return "body"
    finally:
        return_hook.append("finally")


return_hook = []
g = from_finally()
next(g)
print(first(g), return_hook)
