"""3.14: several types after except without parentheses."""
def f(e):
    try:
        raise e
    except ValueError, KeyError:
        return "first"
    except OSError, TypeError, ZeroDivisionError:
        return "second"


print(f(ValueError()), f(KeyError()), f(OSError()), f(ZeroDivisionError()))
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except* ValueError, TypeError:
    print("star")
try:
    raise KeyError("k")
except (ValueError, KeyError) as e:
    print(repr(e))
kinds = ValueError, KeyError
try:
    raise KeyError("k2")
except kinds as e:
    print(repr(e))
try:
    try:
        raise KeyError
    except (ValueError, (KeyError, TypeError)):
        print("never")
except TypeError as e:
    print(e)
