"""A generator as a coroutine: values go in with send(), come out with yield, and return ends it with a result."""


def simple():
    print("-> started")
    x = yield
    print("-> received:", x)
    y = yield x * 2
    print("-> received:", y)
    return x + y


coroutine = simple()
next(coroutine)
print("yielded:", coroutine.send(10))
try:
    coroutine.send(5)
except StopIteration as stop:
    print("result:", stop.value)


def averager():
    """A running average. close() ends it, and returns what it returns."""
    total = count = 0
    average = None
    try:
        while True:
            total += yield average
            count += 1
            average = total / count
    except GeneratorExit:
        return f"{count} values, average {average}"


average = averager()
next(average)
for value in (10, 30, 5):
    print(value, "->", average.send(value))
print(average.close())


def tolerant():
    """Errors are sent in with throw()."""
    while True:
        try:
            value = yield
        except ValueError as error:
            print("told about:", error)
        else:
            print("got:", value)


t = tolerant()
next(t)
t.send(1)
t.throw(ValueError("something is wrong"))
t.send(2)
t.close()
