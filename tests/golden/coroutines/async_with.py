"""async with: order, exceptions, suppression, return values."""
class Pause:
    def __init__(self, x):
        self.x = x

    def __await__(self):
        return (yield self.x)


class Manager:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    async def __aenter__(self):
        print("enter", self.name, await Pause("entering " + self.name))
        return self.name.upper()

    async def __aexit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        await Pause("leaving " + self.name)
        return self.suppress


async def f(error=None, suppress=False):
    async with Manager("a") as a, Manager("b", suppress) as b:
        print("body", a, b)
        await Pause("in body")
        if error:
            raise error
        return "returned"
    return "after"


def run(c):
    v = None
    try:
        while True:
            v = c.send(v)
            print("   ", v)
    except StopIteration as e:
        return e.value
    except Exception as e:
        return repr(e)


print(run(f()))
print(run(f(ValueError("v"))))
print(run(f(ValueError("v"), True)))


async def loop():
    for i in range(4):
        async with Manager(f"m{i}"):
            if i == 0:
                continue
            break
    return i


print(run(loop()))
c = f()
c.send(None)
c.send(1)
try:
    c.close()
except RuntimeError as e:
    print(e)
