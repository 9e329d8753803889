"""Comprehensions have their own scope but share the enclosing names."""
x = "module"
print([x for x in range(3)], x)
print({x: y for x, y in [(1, 2)]}, {x for x in "a"}, x)
print([y := v for v in range(3)], y)


def f():
    z = 1
    inner = [z + i for i in range(2)]
    z = 5
    return inner, [lambda: i for i in range(2)][0](), locals().keys() - {"z", "inner"}


print(f())


class C:
    a = 2
    b = [v for v in range(a)]
    try:
        c = [a + v for v in range(2)]
    except NameError as e:
        c = repr(e)


print(C.b, C.c, hasattr(C, "v"))


def walrus():
    total = 0
    parts = [total := total + v for v in range(5)]
    return total, parts, any((last := v) == 3 for v in range(9)), last


print(walrus())
print([[i * j for j in range(3)] for i in range(3)], [(i, j) for i in range(3) for j in range(i)])
print([i for i in range(20) if i % 2 if i % 3], [a + b for a in "ab" for b in "cd" if a + b != "ad"])
print([(lambda q: q * i)(2) for i in range(3)], [*map(lambda v: v + 1, [k for k in (1, 2)])])


def captured():
    return [f() for f in [(lambda: n) for n in range(3)]], [f() for f in ((lambda: n) for n in range(3))]


print(captured())


def nonlocal_in_comp():
    hits = 0

    def hit():
        nonlocal hits
        hits += 1
        return hits
    return [hit() for _ in range(3)], hits


print(nonlocal_in_comp())
i = "kept"
try:
    [1 // i for i in (1, 0)]
except ZeroDivisionError:
    print(i)
