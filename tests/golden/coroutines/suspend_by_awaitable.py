"""An object whose __await__ is a generator suspends the whole chain."""
class Suspend:
    def __init__(self, label):
        self.label = label

    def __await__(self):
        received = yield self.label
        return ("resumed", self.label, received)


async def inner(n):
    a = await Suspend(f"a{n}")
    b = await Suspend(f"b{n}")
    return a, b


async def outer():
    first = await inner(1)
    second = await inner(2)
    return first + second


c = outer()
value = None
n = 0
while True:
    try:
        label = c.send(value)
    except StopIteration as e:
        for r in e.value:
            print(r)
        break
    n += 1
    value = f"v{n}" if n > 0 else None
    print(label, c.cr_await.__name__, c.cr_suspended, c.cr_running)
