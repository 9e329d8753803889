"""A coroutine runs when it is sent None; return becomes StopIteration.value."""
async def f(x):
    print("running", x)
    return x * 2


c = f(21)
print(type(c).__name__, c.__name__, c.__qualname__)
try:
    c.send(None)
except StopIteration as e:
    print("value", e.value)
print(c.cr_frame, c.cr_running, c.cr_suspended)


async def nothing():
    pass


try:
    nothing().send(None)
except StopIteration as e:
    print(e.value, e.args)


async def outer():
    a = await f(1)
    b = await f(a)
    return [a, b, await f(b)]


def run(coro):
    try:
        while True:
            print("yielded", coro.send(None))
    except StopIteration as e:
        return e.value


print(run(outer()))
print(run(f("ab")))
