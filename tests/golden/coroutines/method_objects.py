"""send, throw and close as bound methods that outlive the coroutine's name."""
class P:
    def __await__(self):
        try:
            return (yield "p")
        except ValueError as e:
            return repr(e)


async def f():
    try:
        return [await P(), await P(), await P()]
    finally:
        print("finally")


c = f()
send, throw, close = c.send, c.throw, c.close
del c
print(send(None), send(1), throw(ValueError("v")))
try:
    send(3)
except StopIteration as e:
    print(e.value)
print(close())
print(send.__self__.cr_frame, send.__name__, send == send.__self__.send, send.__qualname__, type(send).__name__)
c = f()
steps = iter(lambda: c.send(None), "never")
print(next(steps), next(steps))
c.close()
print(list(map(lambda c: c.send(None), [a := f(), b := f()])))
a.close()
b.close()


def gen():
    while True:
        x = yield
        print("got", x)


g = gen()
next(g)
for x in map(g.send, "ab"):
    pass
[g.send(v) for v in (1, 2)]
print(max([3, 4], key=lambda v: g.send(v) or v))
