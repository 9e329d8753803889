"""Methods of float."""
for x in (0.0, 1.0, -2.5, 0.1, 1e100, 5e-324, 1e15 + 0.5):
    print(x, x.is_integer(), x.as_integer_ratio(), x.hex(), float.fromhex(x.hex()) == x, int(x), x.__trunc__(), x.__floor__(), x.__ceil__(), x.conjugate(), x.real, x.imag, abs(x), -x, +x, bool(x))
for x in (float("inf"), float("nan")):
    print(x.is_integer(), x.hex(), bool(x))
    for f in (int, float.as_integer_ratio, float.__floor__, float.__ceil__):
        try:
            f(x)
        except (OverflowError, ValueError) as e:
            print(type(e).__name__, e)
print([hash(x) for x in (0.0, 1.0, -1.0, 0.5, 1e100, float("inf"), -float("inf"), 2.0**61, 1.5, 5e-324, -2.0)], hash(1.0) == hash(1) == hash(True))
print(float.from_number(5), float.from_number(True), 1.5.__eq__(1.5), (1.5).__lt__("x"), 1.5 .__add__(1), 1.5.__radd__("x"), (2.5).__divmod__(1), (1.5).__round__(), (7.0).__floordiv__(2), 2.5.__getnewargs__())
try:
    float.from_number("5")
except TypeError as e:
    print(e)
nan = float("nan")
print(nan == nan, nan != nan, nan < 1, nan in [nan], [nan] == [nan], nan is nan, sorted([3.0, 1.0, 2.0]), max(nan, 1.0), max(1.0, nan), min(0.0, -0.0), 0.0 == -0.0, {0.0: 1}[-0.0])
print(sum([0.1] * 10), sum([1e16, 1.0, -1e16]), sum([0.1] * 3, 0.0), sum([1, 0.5, 2]), sum([1e308, 1e308, -1e308]), sum([float("inf"), 1]), sum([True, 0.5]))
import sys
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig, sys.float_info.min, sys.float_info.radix)
