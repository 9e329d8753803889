"""Objects that are no asynchronous context managers."""
class Neither:
    pass


class OnlyEnter:
    async def __aenter__(self):
        return 1


class OnlyExit:
    async def __aexit__(self, *a):
        pass


class SyncOnly:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        pass


class EnterNotAwaitable:
    def __aenter__(self):
        return 1

    async def __aexit__(self, *a):
        print("exit")


class ExitNotAwaitable:
    async def __aenter__(self):
        return 1

    def __aexit__(self, *a):
        return 2


class Full:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *a):
        print("full exit", a[0])
        raise KeyError("in exit")


async def f(m, error=None):
    async with m as x:
        print("body")
        if error:
            raise error


for m in (Neither(), OnlyEnter(), OnlyExit(), SyncOnly(), EnterNotAwaitable(), ExitNotAwaitable(), 5, None):
    try:
        f(m).send(None)
    except BaseException as e:
        print(type(m).__name__, type(e).__name__, e)
try:
    f(ExitNotAwaitable(), ValueError("v")).send(None)
except TypeError as e:
    print(e, repr(e.__context__))
for error in (None, ValueError("v")):
    try:
        f(Full(), error).send(None)
    except KeyError as e:
        print(repr(e), repr(e.__context__))
try:
    with Full():
        pass
except TypeError as e:
    print(e)
try:
    with Neither():
        pass
except TypeError as e:
    print(e)
