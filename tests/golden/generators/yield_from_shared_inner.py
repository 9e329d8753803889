"""Two generators delegate to the same inner one."""
def inner():
    try:
        for i in range(6):
            x = yield i
            if x:
                print("inner received", x)
    finally:
        print("inner done")
    return "inner value"


def outer(name, it):
    r = yield from it
    print(name, "result", r)
    yield name + " end"


shared = inner()
a = outer("a", shared)
b = outer("b", shared)
print(next(a), next(b), next(a), b.send("from b"), a.send("from a"))
print(a.gi_yieldfrom is shared, b.gi_yieldfrom is shared)
print(next(b))
print(next(a))
print(next(b))
print(list(a), list(b))

shared = inner()
a = outer("a", shared)
b = outer("b", shared)
next(a)
next(b)
a.close()
print(shared.gi_frame, b.gi_yieldfrom is shared)
print(next(b))
