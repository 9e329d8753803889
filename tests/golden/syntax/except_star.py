"""except*: splitting, nesting, rest, re-raising."""
def f(e):
    try:
        raise e
    except* ValueError as g:
        print("values", g, g.exceptions)
    except* (KeyError, IndexError) as g:
        print("lookups", g.exceptions)
    else:
        print("else")
    finally:
        print("finally")


def run(e):
    try:
        f(e)
    except BaseException as x:
        print("out", type(x).__name__, x, getattr(x, "exceptions", None))


run(ExceptionGroup("g", [ValueError(1), KeyError(2), ValueError(3)]))
run(ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3)]))
run(ExceptionGroup("g", [ExceptionGroup("n", [ValueError(1), TypeError(2)]), IndexError(3)]))
run(ValueError("naked"))
run(TypeError("naked"))
run(BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError(1)]))


def raising():
    try:
        raise ExceptionGroup("eg", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError:
        raise OSError("new")
    except* TypeError:
        raise
    except* KeyError as e:
        raise LookupError("from") from e


try:
    raising()
except ExceptionGroup as e:
    print(repr(e))
    for sub in e.exceptions:
        print("  ", repr(sub), repr(sub.__cause__), repr(sub.__context__))
try:
    try:
        raise ValueError
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError
    except* 5:
        pass
except TypeError as e:
    print(e)
try:
    pass
except* ValueError:
    print("never")
else:
    print("nothing raised")
