"""A non-None value cannot be sent to a generator that has not begun."""
def f():
    x = yield 1
    print("x is", x)
    yield 2


g = f()
for value in (0, False, "", [], 1):
    try:
        g.send(value)
    except TypeError as e:
        print(type(e).__name__, e)
print(g.gi_frame is not None, g.gi_suspended, g.gi_running)
print(g.send(None))
print(g.send("later"))
try:
    g.send()
except TypeError as e:
    print(e)
try:
    g.send(1, 2)
except TypeError as e:
    print(e)
try:
    g.send(value=1)
except TypeError as e:
    print(e)
g.close()
try:
    g.send(17)
except StopIteration as e:
    print("closed:", repr(e))
