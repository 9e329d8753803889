"""global and nonlocal: effects and errors."""
g = 1


def set_global():
    global g, created
    g += 1
    created = "new"


def shadow():
    g = "local"
    return g


def mixed():
    g = "enclosing"

    def inner():
        global g
        g = "set by inner"
        return g

    def reads():
        return g
    return inner(), reads()


set_global()
print(g, created, shadow(), mixed(), g)


def unbound():
    print(g)
    g = 2


try:
    unbound()
except UnboundLocalError as e:
    print(e)


def deleted():
    global created
    del created


deleted()
try:
    created
except NameError as e:
    print(e)
try:
    deleted()
except NameError as e:
    print(e)


class C:
    global from_class
    from_class = "module level"
    g = "class level"

    def m(self):
        return g


print(from_class, hasattr(C, "from_class"), C().m(), C.g)


def outer():
    x = 1

    class Inner:
        nonlocal x
        x = 2
        y = x

    def f():
        nonlocal x
        for x in range(5):
            pass
        return x
    return x, Inner.y, f(), x


print(outer())
