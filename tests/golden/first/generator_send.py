def g():
    x = yield 1
    print("got", x)
    y = yield 2
    print("got", y)


it = g()
print(next(it))
print(it.send("a"))
try:
    it.send("b")
except StopIteration as e:
    print("stop", e.value)
