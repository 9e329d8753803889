"""An exception group with tracebacks of its members."""
def fail(e):
    try:
        raise e
    except Exception as x:
        return x


def main():
    raise ExceptionGroup("several", [fail(ValueError("one")), fail(KeyError("two")), TypeError("never raised")])


main()
