"""await inside except, else, finally and except*."""
class P:
    def __init__(self, x):
        self.x = x

    def __await__(self):
        yield self.x


def run(c):
    try:
        while True:
            print("  ", c.send(None))
    except StopIteration as e:
        print("=", e.value)
    except BaseException as e:
        print("!", repr(e), repr(e.__context__))


async def f(error):
    try:
        await P("try")
        if error:
            raise error
    except ValueError as e:
        await P(f"except {e}")
    except KeyError as e:
        await P("key")
        raise TypeError("new") from e
    else:
        await P("else")
    finally:
        await P("finally")
    return "end"


async def g(error):
    try:
        raise error
    except* ValueError as eg:
        await P([str(e) for e in eg.exceptions])
    except* KeyError as eg:
        await P(eg.exceptions)
        raise
    return "end"


for error in (None, ValueError("v"), KeyError("k"), OSError("o")):
    run(f(error))
run(g(ExceptionGroup("g", [ValueError("a"), ValueError("b")])))
run(g(ExceptionGroup("g", [ValueError("a"), KeyError("b")])))
run(g(ValueError("single")))
