"""send() gives the yield expression its value."""
def echo():
    received = []
    while True:
        value = yield len(received)
        print("got", value)
        if value is None:
            return received
        received.append(value)


g = echo()
print(g.send(None))
for item in ("a", 1, [2], {"k": 3}):
    print(g.send(item))
try:
    g.send(None)
except StopIteration as stop:
    print("value", stop.value)
try:
    g.send(5)
except StopIteration as stop:
    print("finished", stop.value, stop.args)


def chained():
    x = yield (yield (yield 1))
    print("x", x)
    y = (yield x), (yield)
    print("y", y)


g = chained()
print(next(g), g.send("a"), g.send("b"), g.send("c"), g.send("d"))
print(next(g, "over"))
