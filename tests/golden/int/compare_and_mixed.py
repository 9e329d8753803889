"""Comparison of ints with floats, bools and big numbers."""
pairs = [(1, 1.0), (2**53, 2.0**53), (2**53 + 1, 2.0**53), (10**400, 1e308), (10**400, float("inf")), (-10**400, float("-inf")), (5, float("nan")), (0, -0.0),
         (True, 1), (1, True), (2**63, 2.0**63), (2**63 - 1, 2.0**63), (3, 2.5), (-3, -2.5), (10**17 + 1, 1e17), (1, 1 + 0j), (7, "7")]
for a, b in pairs:
    try:
        print(a if abs(a) < 10**20 else "big", b, a == b, a != b, a < b, a <= b, a > b, a >= b)
    except TypeError as e:
        print(a, b, a == b, e)
print(sorted([3, 1.5, True, -2, 2**70, -1e300, 0.5]), max(1, 1.0), max(1.0, 1), min(True, 1), {1: "int", 1.0: "float", True: "bool"})
print(1 + 1.5, 2**60 + 0.5, 5 - 1.5, 3 * 0.1, 7 // 2.0, 7 % 2.5, 2 ** 0.5, 2 ** -1, True + True, True * 5, -True, 5 + (1 + 2j), sum([True, True, 1.0]))
print(5 .__eq__(5.0), (5).__lt__("x"), 1 .__add__("x"), (2).__pow__(0.5), int.__eq__(1, True), type(True + 0), isinstance(True, int))
for bad in ("10**400 + 1.0", "1.0 * 10**400", "float(10**400)", "10**400 / 1e10", "int('1') < 'a'", "5 < None", "2**1024 * 1.0"):
    try:
        print(eval(bad))
    except (OverflowError, TypeError) as e:
        print(bad, type(e).__name__, e)
print(2**1023 * 1.0, float(2**1023), int(1e308) == 10**308, int(1e22) == 10**22, int(1e23) == 10**23, int(float(2**53 + 1)))
