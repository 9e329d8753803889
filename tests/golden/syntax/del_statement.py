"""del of names, attributes, items, slices and nested targets."""
a = b = c = d = 1
del a
del (b), [c], (d,)
for n in "abcd":
    print(n in globals(), end=" ")
print()
l = list(range(6))
del l[0], l[-1], l[1:3]
print(l)


class C:
    def __delattr__(self, n):
        print("delattr", n)

    def __delitem__(self, k):
        print("delitem", k)


o = C()
del o.x, o[1], (o[2], [o.y])
d = {"a": 1, "b": 2}
del d["a"]
print(d)
for source in ("del missing", "del d['zz']", "del l[99]", "del d.attr", "del (1).real", "del 'abc'[0]", "del (1, 2)[0]", "del int.x",
               "del d['b']['c']", "del l.append"):
    try:
        exec(source, {"d": d, "l": l})
    except Exception as e:
        print(type(e).__name__, e)


def f():
    x = 1
    del x
    try:
        x
    except UnboundLocalError as e:
        print(e)
    x = 2
    print(x)
    for y in (1,):
        pass
    del y
    try:
        del y
    except UnboundLocalError as e:
        print(e)


f()


class Loud:
    def __del__(self):
        print("collected")


v = Loud()
w = v
del v
print("one left")
del w
print("none left")
