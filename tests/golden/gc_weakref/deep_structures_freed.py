"""Deep structures are freed without recursion."""
def nested_list(n):
    x = []
    for _ in range(n):
        x = [x]
    return x


def linked(n):
    class Node:
        __slots__ = ("next",)
    head = None
    for _ in range(n):
        node = Node()
        node.next = head
        head = node
    return head


def nested_tuple(n):
    t = ()
    for _ in range(n):
        t = (t,)
    return t


def nested_dict(n):
    d = {}
    for _ in range(n):
        d = {"d": d}
    return d


def closures(n):
    f = None
    for _ in range(n):
        f = (lambda f: lambda: f)(f)
    return f


def instances(n):
    class C:
        pass
    c = None
    for _ in range(n):
        d = C()
        d.c = c
        c = d
    return c


def exceptions(n):
    e = None
    for _ in range(n):
        x = ValueError()
        x.__context__ = e
        e = x
    return e


def generators(n):
    def link(g):
        yield g
    g = None
    for _ in range(n):
        h = link(g)
        next(h)
        g = h
    return g


for make in (nested_list, linked, nested_tuple, nested_dict, closures, instances, exceptions, generators):
    x = make(100_000)
    del x
    print(make.__name__, "ok")
