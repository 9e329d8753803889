"""__name__ and __qualname__ are taken from the function and can be written, to strings only."""
def outer():
    def inner():
        yield
    return inner


f = outer()
g = f()
print(g.__name__, g.__qualname__, g.gi_code.co_name, g.gi_code.co_qualname)
f.__name__ = "renamed"
f.__qualname__ = "also.renamed"
print(g.__name__, g.__qualname__)
h = f()
print(h.__name__, h.__qualname__)
h.__name__ = "mine"
h.__qualname__ = "my.own"
print(h.__name__, h.__qualname__, repr(h).split(" at ")[0])
for attr in ("__name__", "__qualname__"):
    for value in (1, None, b"x"):
        try:
            setattr(h, attr, value)
        except TypeError as e:
            print(e)
    try:
        delattr(h, attr)
    except TypeError as e:
        print("del", e)


class Text(str):
    pass


h.__name__ = Text("sub")
print(h.__name__, type(h.__name__).__name__)
e = (x for x in ())
print(e.__name__, e.__qualname__)
l = (lambda: (yield))()
print(l.__name__, l.__qualname__)
