"""abs, divmod, pow, round, min, max, sum, bin, hex, oct, int, float, bool, complex."""
print(abs(-5), abs(-1.5), abs(3 + 4j), abs(True), abs(-2**70), divmod(17, 5), divmod(-17, 5), divmod(17.5, 5), pow(2, 10), pow(2, -1), pow(2, 10, 1000), pow(2.0, 0.5), pow(-8, 1 / 3) is not None)
print(round(2.5), round(3.5), round(-2.5), round(2.567, 2), round(1234, -2), round(5), round(1.0), round(2.5, 0), round(True), round(1e300), type(round(1.5)), type(round(1.5, 1)), type(round(5, 1)))
print(bin(5), bin(-5), hex(255), hex(-1), oct(8), bin(0), hex(2**70), bin(True), int(3.9), int(-3.9), int("-7"), int("ff", 16), int(True), float(3), float("1e3"), bool(0), bool([]), bool("0"), complex(1, 2), complex("1+2j"))
print(min(1, 2), min([3, 1]), max("abc"), max(1, 2, key=lambda x: -x), min([], default=0), max({"a": 1, "b": 0}), sum([1, 2]), sum([[1], [2]], []), sum(range(10), 100), sum([0.1] * 10), sum([1, 1j, 1.5]))
print(chr(97), ord("a"), chr(8364), ord("€"), ascii("€"), repr("a'b"), format(3.14159, ".2f"), format(255, "#x"), format("a", ">3"), format(True), format(None), hash(2**61 - 1), int.from_bytes(b"\x01\x00"), (5).bit_length())
print(isinstance(True, int), isinstance(1, bool), issubclass(bool, int), type(1) is int, type(True) is bool, 1 == True, True + True, True * 3, -True, not None, bool(float("nan")), bool(0.0), bool(0j), int(bool("x")))
