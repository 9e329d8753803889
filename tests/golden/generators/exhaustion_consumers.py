"""Everything that consumes an iterator takes a generator."""
def numbers(*args):
    for a in args:
        yield a


print(list(numbers(3, 1, 2)), tuple(numbers(1, 2)), sorted(numbers(3, 1, 2)))
print(sum(numbers(1, 2, 3)), sum(numbers(1.5, 2), 10), min(numbers(3, 1)), max(numbers(3, 1)))
print(any(numbers(0, 0, 5)), all(numbers(1, 0)), any(numbers()), all(numbers()))
print(dict(numbers(("a", 1), ("b", 2))), sorted(set(numbers(1, 1, 2))), frozenset(numbers(7)))
print("-".join(numbers("x", "y")), b"".join(numbers(b"1", b"2")), bytes(numbers(65, 66)), bytearray(numbers(67)))
print(list(zip(numbers(1, 2), numbers("a", "b", "c"))), list(enumerate(numbers("p", "q"), 5)))
print(list(map(lambda x: x + 1, numbers(1, 2))), list(filter(None, numbers(0, 1, "", 2))))
a, *b = numbers(1, 2, 3)
print(a, b)
x, y = numbers(1, 2)
print(x, y, *numbers("star", "args"))
print(3 in numbers(1, 2, 3), 9 in numbers(1, 2, 3))
print([*numbers(1), *numbers(2)], {**dict(numbers(("k", "v")))})
l = [0]
l.extend(numbers(1, 2))
l[1:2] = numbers("s", "t")
l += numbers("plus")
print(l)
s = {0}
s.update(numbers(1), numbers(2))
print(s)
g = numbers(1, 2, 3, 4)
print(any(v == 2 for v in g), list(g))
try:
    x, y = numbers(1, 2, 3)
except ValueError as e:
    print(e)
try:
    x, y = numbers(1)
except ValueError as e:
    print(e)
