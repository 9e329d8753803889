"""The generator type itself: what it has, what it refuses."""
import types

G = types.GeneratorType
g = (x for x in "ab")
print(G, G.__name__, G.__module__, G.__mro__)
print(type(g) is G, isinstance(g, G))
try:
    G()
except TypeError as e:
    print(e)
try:
    class Sub(G):
        pass
except TypeError as e:
    print(e)
print([n for n in sorted(G.__dict__)])
for name in ("send", "throw", "close", "__next__", "__iter__"):
    print(name, type(G.__dict__[name]).__name__)
print(G.send(g, None))
try:
    G.send([], None)
except TypeError as e:
    print(e)
try:
    G.close(1)
except TypeError as e:
    print(e)
try:
    len(g)
except TypeError as e:
    print(e)
try:
    g[0]
except TypeError as e:
    print(e)
try:
    g()
except TypeError as e:
    print(e)
print(bool(g), hash(g) == hash(g), g == g, g != (x for x in "ab"))
print(G[int], G[int, str, bool])
