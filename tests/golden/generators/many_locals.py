"""Many locals, deep expression stacks and long argument lists survive suspension."""
def many():
    a, b, c, d, e, f, g, h = range(8)
    i = j = k = l = m = n = o = p = "s"
    x = (a, (b, (c, (d, (e, (f, (yield "deep"))))), [g, h, (yield "deeper"), {i: j, "k": [k, (yield "deepest")]}]))
    yield x
    yield (a + (b + (c + (d + (e + (f + (g + (h + (yield "sum")))))))))
    yield sorted([(yield 3), (yield 1), (yield 2)], reverse=(yield "rev"))
    yield dict(a=(yield "kw1"), b=(yield "kw2"), **{"c": (yield "kw3")})
    yield [l, m, n, o, p].count("s"), locals().keys() >= {"a", "p", "x"}


g = many()
print(next(g))
for v in ("A", "B", "C"):
    print(g.send(v))
print(next(g))
print(g.send(100))
print(next(g))
for v in (30, 10, 20, True):
    print(g.send(v))
print(next(g))
for v in "xyz":
    print(g.send(v))
print(next(g))
source = "def big():\n" + "".join(f"    v{i} = yield {i}\n" for i in range(300)) + "    return sum([" + \
    ", ".join(f"v{i}" for i in range(300)) + "])\n"
space = {}
exec(source, space)
g = space["big"]()
v = next(g)
try:
    while True:
        v = g.send(v)
except StopIteration as e:
    print(e.value, sum(range(300)))
