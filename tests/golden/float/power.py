"""float power and its corner cases."""
inf, nan = float("inf"), float("nan")
for a in (0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -8.0, inf, -inf, nan, 1e200, 1e-200):
    for b in (0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 3.0, -3.0, inf, -inf, nan, 1e10):
        try:
            r = a ** b
            print(a, b, f"{r:.12g}" if not isinstance(r, complex) else f"complex {r.real:.6f} {r.imag:.6f}")
        except (ZeroDivisionError, OverflowError) as e:
            print(a, b, type(e).__name__, e)
print(2 ** 0.5, 2.0 ** 3, pow(2.0, 10), 10.0 ** -5, 4 ** 0.5, 0.0 ** 0)
try:
    pow(2.0, 3, 5)
except TypeError as e:
    print(e)
