"""Bitwise operations on small, big and negative integers."""
values = [0, 1, -1, 5, -6, 255, 2**62, -2**62 - 1, 2**64 - 1, -2**64, 0xdeadbeefcafebabe1234567890, -(3**60)]
for a in values:
    for b in values[1::2]:
        print(a & b, a | b, a ^ b, (a & b) + (a | b) == a + b)
for a in (1, -1, 5, -5, 2**40, -2**70 + 1):
    for n in (0, 1, 3, 31, 62, 63, 64, 100):
        print(a << n, a >> n, end=" ")
    print()
print(5 >> 10**20, -5 >> 10**20, 0 << 10**20, 1 << 64 >> 64)
for bad in (lambda: 1 << -1, lambda: 1 >> -1, lambda: 1 << 10**20, lambda: 1 << 1.0):
    try:
        bad()
    except (ValueError, OverflowError, MemoryError, TypeError) as e:
        print(type(e).__name__, e)
print([(n.bit_length(), n.bit_count()) for n in values], True & 5, True | 2, True ^ True, type(True & False), type(True & 1))
