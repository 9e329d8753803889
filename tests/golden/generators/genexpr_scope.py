"""Generator expressions: the first iterable is evaluated at once, everything else later."""
def loud(name, value):
    print("eval", name)
    return value


g = (loud("element", x) for x in loud("first", [1, 2]) if loud("cond", x > 1))
print("made")
print(list(g))
g = ((x, y) for x in loud("outer", [1, 2]) for y in loud("inner", "ab"))
print("made")
print(list(g))
try:
    (x for x in 5)
except TypeError as e:
    print(e)
g = (y for x in [1] for y in 5)
try:
    next(g)
except TypeError as e:
    print("later", e)
try:
    g = (x for x in undefined_name)
except NameError as e:
    print(e)
x = "module"
print(list(x for x in range(3)), x)
n = 1
g = (n + v for v in [10])
n = 2
print(list(g))
fs = [lambda: i for i in range(3)]
print([f() for f in fs])


class C:
    items = [1, 2]
    ok = list(v * 2 for v in items)
    try:
        bad = list(v for v in [0] for w in items)
    except NameError as e:
        bad = str(e)


print(C.ok, C.bad)
print(sum(i * i for i in range(5)), max((len(w) for w in ["a", "bcd"]), default=0))
print(list((lambda v: (v, w))(v) for v in range(2) for w in [v + 10]))
print([last := v for v in range(4)], last, any((hit := v) > 1 for v in range(4)), hit)
