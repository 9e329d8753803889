"""Re-entry through a chain of delegation and through callbacks is found too."""
def inner():
    yield "inner one"
    for target in (top, mid, low):
        try:
            target.send(None)
        except ValueError as e:
            print(target.gi_code.co_name, target.gi_running, "->", e)
    yield "inner two"


def middle():
    yield from low


def outer():
    yield from mid


low = inner()
mid = middle()
top = outer()
print(next(top))
print(top.gi_running, mid.gi_running, low.gi_running)
print(next(top))
print(list(top))


class Hook:
    def __iter__(self):
        return self

    def __next__(self):
        try:
            return next(host)
        except ValueError as e:
            print("hook:", e)
            raise StopIteration("hooked") from None


def f():
    print("result", (yield from Hook()))
    yield from ()


host = f()
print(list(host))
