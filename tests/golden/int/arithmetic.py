"""Integer arithmetic, small and big, all sign combinations."""
values = [0, 1, -1, 2, -2, 7, -7, 255, -256, 2**31, -2**31 - 1, 2**62, -2**62, 2**63 - 1, -2**63, 2**63, 2**64, 10**30, -10**30, 3**100]
for a in values:
    for b in values[::3]:
        row = [a + b, a - b, a * b]
        if b:
            row += [a // b, a % b, divmod(a, b) == (a // b, a % b), a == (a // b) * b + a % b]
        print(a, b, *row)
print(2**200, (-3)**101, 7**0, 0**0, (-1)**1000001, 2**-2, (-2)**-3, 10**50 // 10**45, -(10**50) // 3, -(10**50) % 3)
print(5 / 2, -5 / 2, 10**30 / 10**29, (10**400) / (10**399), 1 / 3, 2**1000 / 2**999, -1 / 2**1074, 1 / 10**400)
for a, b in ((1, 0), (0, 0), (2**70, 0)):
    for op in ("//", "%", "/"):
        try:
            eval(f"a {op} b")
        except ZeroDivisionError as e:
            print(op, e)
try:
    10**400 / 3
except OverflowError as e:
    print(e)
print(+5, -(-5), abs(-2**70), -0, ~5, ~-1, ~2**70)
