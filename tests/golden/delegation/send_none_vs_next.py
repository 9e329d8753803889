"""send(None) to an iterator means __next__; anything else asks for send."""
class Logged:
    def __init__(self, **extra):
        self.__dict__.update(extra)

    def __iter__(self):
        return self

    def __next__(self):
        calls.append("next")
        return len(calls)

    def __getattr__(self, name):
        calls.append(f"lookup {name}")
        raise AttributeError(name)


def f(it):
    return (yield from it)


calls = []
g = f(Logged())
print(next(g), g.send(None), calls)
calls.clear()
try:
    g.send(0)
except AttributeError as e:
    print(type(e).__name__, e, calls)
for action in (lambda g: g.throw(ValueError("v")), lambda g: g.close(), lambda g: g.throw(GeneratorExit())):
    calls.clear()
    g = f(Logged())
    next(g)
    try:
        print(action(g), calls)
    except BaseException as e:
        print(type(e).__name__, calls)


class Sends(Logged):
    def send(self, v):
        calls.append(f"send {v}")
        if v == "stop":
            raise StopIteration("done")
        if v == "fail":
            raise KeyError("from send")
        return "sent"


calls.clear()
g = f(Sends())
print(next(g), g.send(1), g.send(None), g.send(False), calls)
for v in ("stop", "fail"):
    g = f(Sends())
    next(g)
    try:
        g.send(v)
    except (StopIteration, KeyError) as e:
        print(repr(e))


class Falsy(Logged):
    def throw(self, *a):
        calls.append(f"throw {len(a)}")
        return None

    def close(self):
        calls.append("close")
        return "ignored"


calls.clear()
g = f(Falsy())
next(g)
print(g.throw(ValueError), g.throw(ValueError("x")), g.close(), calls)
