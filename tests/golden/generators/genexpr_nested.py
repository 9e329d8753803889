"""Nested generator expressions and conditions."""
matrix = [[1, 2, 3], [4, 5], []]
print(list(v for row in matrix for v in row))
print(list(list(v for v in row if v % 2) for row in matrix))
print(list((r, c) for r in range(3) if r for c in range(r) if c != 1))
print(dict((k, tuple(v for v in range(k))) for k in range(3)))
print(sum(sum(row) for row in matrix), list(zip(*((v, v * v) for v in range(3)))))
print([*(a + b for a in "ab" for b in "xy")])
evens = (v for v in range(10) if not v % 2)
squares = (v * v for v in evens)
shifted = (v + 1 for v in squares)
print(next(shifted), next(evens), list(shifted), list(evens))
print(list(a for a, *b in [(1, 2, 3), (4,)] if not b), list(b for a, *b in [(1, 2, 3), (4,)]))
print(list(d["k"] for d["k"] in range(2)) if (d := {}) is not None else None, d)
for o in (list(x.__class__.__name__ for x in (1, "", None)), tuple(i if i else "zero" for i in range(2))):
    print(o)
g = (yield_ for yield_ in "names")
print(g.gi_code.co_name, g.gi_code.co_varnames, g.gi_code.co_argcount, "".join(g))
outer = 3
print(list(map(lambda k: list(k * outer for _ in range(2)), (1, 2))))
