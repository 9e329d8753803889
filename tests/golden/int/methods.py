"""Methods and attributes of int."""
print((10).bit_length(), (-10).bit_length(), (0).bit_length(), (255).bit_count(), (-255).bit_count(), (5).conjugate(), (5).real, (5).imag, (5).numerator,
      (5).denominator, (5).as_integer_ratio(), (5).is_integer(), True.as_integer_ratio())
print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (-1024).to_bytes(3, "big", signed=True), (0).to_bytes(0), (255).to_bytes(), (5).to_bytes(length=3),
      (2**100).to_bytes(13, "little"), (-1).to_bytes(5, "big", signed=True))
print(int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\x04\x00", "little"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes(b""),
      int.from_bytes([1, 2], "big"), int.from_bytes(b"\x80" * 20, "little", signed=True), int.from_bytes(bytearray(b"ab")))
for bad in (lambda: (256).to_bytes(1), lambda: (-1).to_bytes(1), lambda: (128).to_bytes(1, "big", signed=True), lambda: (1).to_bytes(-1), lambda: (1).to_bytes(1, "middle"),
            lambda: int.from_bytes("x"), lambda: int.from_bytes([256]), lambda: int.from_bytes(5), lambda: (1).to_bytes("x"), lambda: int.from_bytes(b"", "x")):
    try:
        print(bad())
    except (OverflowError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(round(1234, -2), round(1250, -2), round(1350, -2), round(-1250, -2), round(5, 2), round(2**70, -10), round(15, -1), round(25, -1), round(1234, -10), round(5))
print(hash(5), hash(-1), hash(-2), hash(2**61 - 1), hash(2**61), hash(2**100), hash(-2**100), hash(True), hash(0))
print(pow(3, 4, 5), pow(3, -1, 7), pow(-3, 3, 5), pow(2, 1000, 10**9 + 7), pow(5, 0, 1), pow(3, 4, -5), pow(2, 10), pow(2, -1), pow(0, 0, 3), pow(7, -3, 10))
for args in ((2, -1, 4), (2, 3, 0), (2.0, 3, 5), (2, 3.0, 5), (0, -1)):
    try:
        print(pow(*args))
    except (ValueError, TypeError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
print(int.__floor__(5), (5).__ceil__(), (5).__trunc__(), (7).__index__(), (5).__bool__(), (5).__divmod__(3), (5).__rsub__(1), (5).__add__(1.5), (5).__pow__(2, 3), (5).__getnewargs__())
print(divmod(7, 3), divmod(-7, 3), divmod(7, -3), divmod(-7, -3), divmod(2**70, 10**9), bin(10), bin(-10), oct(64), hex(255), hex(-2**70), bool(0), bool(-1))
