"""Chained comparisons evaluate each operand once and stop early."""
def v(x):
    print(x, end=" ")
    return x


print(v(1) < v(2) < v(3))
print(v(3) < v(2) < v(1))
print(v(1) == v(1) != v(2) in [2] is not None)
print(1 < 2 > 1, 1 < 2 == 2, (1 < 2) == 2, 0 == False == 0.0, True is not False, "a" in "abc" in ["abc"])
print(not 1 == 2, not (1 == 2) == True, 1 in [1] == True)
for x in (0, 5, 10):
    if 0 < x <= 5:
        print("in range", x)
    else:
        print("out", x)
print(1 < 3 < 2 or 5, 1 < 2 < 3 and "yes", [1 < x < 3 for x in range(5)])


class C:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        print(f"{self.n}<{o.n}", end=" ")
        return [] if self.n > o.n else [self.n]

    def __contains__(self, x):
        return x == self.n


print(C(1) < C(2) < C(3), C(2) < C(1) < C(3))
print(5 in C(5), 5 not in C(5), 4 in C(5))
a = b = []
print(a is b is not None, a is not b, [] is [], None is None is None)
try:
    1 < "a"
except TypeError as e:
    print(e)
try:
    1 in 5
except TypeError as e:
    print(e)
try:
    3 < 2 < "never compared"
    print("no error")
except TypeError as e:
    print(e)
