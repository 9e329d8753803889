"""Dropping the last reference closes a suspended generator at once."""
def f(name):
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print(name, "exit")
        raise
    finally:
        print(name, "finally")


g = f("del")
next(g)
del g
print("after del")

g = f("rebind")
next(g)
g = f("second")
print("after rebind")
next(g)
g = None
print("after None")


def local():
    g = f("local")
    next(g)
    print("leaving local")


local()
print("after local")
for v in f("break"):
    break
print("after break")
next(f("temporary"))
print("after temporary")
f("never started")
print("after never started")
holder = [f("in list"), f("in list 2")]
for g in holder:
    next(g)
del g
holder.clear()
print("after clear")
try:
    for v in f("exception"):
        raise ValueError
except ValueError:
    print("handler")
print("end")
