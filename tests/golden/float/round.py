"""round() is to even and correct for any number of digits."""
for x in (0.5, 1.5, 2.5, -0.5, -1.5, 0.1, 2.675, 1.005, 1e16, 123.456, -123.456, 1e300, 5e-324, 0.0, -0.0, 2.5e-10, 1234567.891):
    print(x, round(x), [round(x, n) for n in (0, 1, 2, 3, -1, -2, 10, 20, 400, -400)], round(x, None))
for x in (float("inf"), float("-inf"), float("nan")):
    print(round(x, 2))
    try:
        round(x)
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
for args in ((1.5, "x"), (1.5, 1.0), ("x",), (1.5, 2, 3)):
    try:
        round(*args)
    except TypeError as e:
        print(e)
print(round(1e22, -21), round(0.15, 1), round(0.25, 1), round(0.35, 1), round(4.35, 1), round(1e15 + 0.5), type(round(2.0)), type(round(2.0, 1)))
