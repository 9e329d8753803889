"""coroutine.__await__() gives an iterator with send, throw and close."""
class Pause:
    def __await__(self):
        return (yield "p")


async def f():
    try:
        while True:
            try:
                print("got", await Pause())
            except ValueError as e:
                print("caught", e)
    finally:
        print("finally")


w = f().__await__()
print(next(w), next(w), w.send("sent"))
print(w.throw(ValueError("v")))
print("close", w.close())
try:
    next(w)
except RuntimeError as e:
    print(e)
w = f().__await__()
next(w)
try:
    w.throw(KeyError("k"))
except KeyError as e:
    print("out", e)
w = f().__await__()
next(w)
del w
print("dropped")


def generator():
    r = yield from f().__await__()
    print("never", r)


g = generator()
print(next(g), g.send("through generator"))
g.close()


async def ret():
    return "plain"


print(next(ret().__await__(), "default"))
