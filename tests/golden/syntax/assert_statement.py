"""assert and its message."""
assert True
assert [0], "fine"
for source in ("assert False", "assert 0, 'message'", "assert [], ('tuple', 1)", "assert None, ValueError('inner')", "assert 1 > 2, 5",
               "assert (x := 0), f'{x}'"):
    try:
        exec(source)
    except AssertionError as e:
        print(repr(e), e.args)


def message():
    print("message evaluated")
    return "m"


assert 1, message()
try:
    assert 0, message()
except AssertionError as e:
    print(e)
AssertionError_ = AssertionError
try:
    AssertionError = ValueError
    assert False, "still the real one"
except AssertionError_ as e:
    print(type(e).__name__, e)
print(__debug__)


class B:
    def __bool__(self):
        raise LookupError("bool")


try:
    assert B()
except LookupError as e:
    print(e)
