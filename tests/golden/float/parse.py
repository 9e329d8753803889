"""float() of strings."""
for s in ("1", "1.5", " 1.5 ", "-1.5", "+.5", "5.", "1e5", "1E-5", "1_000.5", "1_0e1_0", "inf", "-Infinity", "INF", "nan", "-nan", "+NaN", "0x1", "1e400", "-1e400", "1e-400",
          "", " ", ".", "e5", "1e", "1e+", "1__0", "_1", "1_", "1._5", "1_.5", "1e_5", "infinit", "in f", "1,5", "1.5.5", "--1", "١.٥", "\n1\t", "1\x00", "0.1e1", "00001",
          "123456789012345678901234567890", "0." + "0" * 50 + "1", "1" * 400, "9007199254740993", "2.2250738585072011e-308", "1.7976931348623159e308", "0.1000000000000000055511151231257827"):
    try:
        print(repr(s[:40]), float(s))
    except ValueError as e:
        print(repr(s[:40]), e)
for v in (b"1.5", bytearray(b"2"), 5, True, 2**60):
    print(v, float(v))
for v in (None, [], 1j, "1j", b"x", memoryview(b"3.5")):
    try:
        print(float(v))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(float(), float.fromhex("0x1.8p1"), float.fromhex("-0x1p-1074"), float.fromhex("inf"), float.fromhex("1.8"), float.fromhex(" 0x.8p0 "), float.fromhex("0x1p+1023"))
for s in ("", "0x", "0x1p1024", "1.8q", "0x1.gp1", "nan", "0x1p"):
    try:
        print(float.fromhex(s))
    except (ValueError, OverflowError) as e:
        print(type(e).__name__, e)
