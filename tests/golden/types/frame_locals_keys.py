"""FrameLocalsProxy: keys that are only like a name, patterns, deletion of trace attributes, texts of deep nesting."""
import sys


class Sub(str):
    pass


class Like:
    def __hash__(self):
        return hash("x")

    def __eq__(self, other):
        return other == "x"


class Odd(str):
    __hash__ = None


def f(key):
    x = 1
    proxy = sys._getframe().f_locals
    proxy[key] = 2
    print(x, proxy[key], proxy.get(key), key in proxy, sorted(map(str, proxy)) == sorted(["key", "x", "proxy"]))
    try:
        del proxy[key]
    except ValueError as e:
        print(e)
    print(proxy.setdefault(key, 5), x)


for key in Sub("x"), Like(), "x":
    f(key)
proxy = (lambda x: sys._getframe().f_locals)(1)
for key in Odd("x"), [], Like():
    for what in (lambda: proxy[key]), (lambda: key in proxy), (lambda: proxy.get(key, "no")):
        try:
            print(what())
        except TypeError as e:
            print(e)
match proxy:
    case {"x": value}:
        print("mapping", value)
match proxy:
    case [*_]:
        print("sequence")
    case {"y": _}:
        print("y")
    case _:
        print("other")
frame = sys._getframe()
for name in "f_trace_lines", "f_trace_opcodes", "f_lineno", "f_trace":
    try:
        delattr(frame, name)
        print(name, getattr(frame, name))
    except (TypeError, AttributeError) as e:
        print(name, repr(e))


def new():
    def inner():
        return sys._getframe().f_locals
    return inner()


d = new()
for _ in range(100000):
    last, d = d, new()
    d[1] = last
try:
    repr(d)
except RecursionError:
    print("too deep")
