"""__cause__, __context__ and from None."""
def show(e):
    print(repr(e), "| cause", repr(e.__cause__), "| context", repr(e.__context__), "| suppressed", e.__suppress_context__)


def run(f):
    try:
        f()
    except BaseException as e:
        show(e)
        return e


def implicit():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("second")


def explicit():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("second") from e


def none():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("second") from None


def from_class():
    raise ValueError from KeyError


def bad_cause():
    raise ValueError from 5


def in_finally():
    try:
        raise KeyError("first")
    finally:
        raise ValueError("in finally")


def three():
    try:
        try:
            raise KeyError(1)
        except KeyError:
            raise ValueError(2)
    except ValueError:
        raise TypeError(3)


def reraise():
    try:
        raise KeyError("k")
    except KeyError as e:
        try:
            raise ValueError("v")
        except ValueError:
            raise e


def same():
    e = ValueError("self")
    try:
        raise e
    except ValueError:
        raise e


def cycle():
    a, b = ValueError("a"), ValueError("b")
    try:
        raise a
    except ValueError:
        try:
            raise b
        except ValueError:
            raise a


for f in (implicit, explicit, none, from_class, bad_cause, in_finally, three, reraise, same, cycle):
    print(f.__name__, end=": ")
    e = run(f)
e = run(three)
while e:
    print(repr(e), end=" <- ")
    e = e.__context__
print()


class C:
    def __exit__(self, *a):
        raise OSError("exit")

    def __enter__(self):
        pass


def with_():
    with C():
        raise KeyError("body")


run(with_)
e = ValueError()
e.__cause__ = KeyError("assigned")
show(e)
e.__suppress_context__ = False
show(e)
