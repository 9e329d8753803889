a, *b, c = range(5)
print(a, b, c)
print([*b, *"xy"], {**{"a": 1}, "b": 2}, (*b, 1))
(x, y), z = (1, 2), 3
print(x, y, z)
