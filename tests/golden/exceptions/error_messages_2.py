"""Messages of look-ups, conversions and arithmetic, part 2."""
cases = [
    '1j / 0', '0j ** -1', 'pow(1, 2, 0)', '2 ** 10000 / 1', 'float(10 ** 400)', '10 ** 400 * 1.0', '10.0 ** 400',
    "int(float('inf'))", "int(float('nan'))", "round(float('nan'))", '1 << -1', '1 >> -1', "int('x')", "int('')",
    "int('1.5')", "int('0x1', 10)", "int('5', 3)", "int(' 1 2 ')", "int('1__0')", "int(b'zz')", "int('1' * 5000)",
    "float('x')", "float('')", "float('1e')", "complex('1+')", "complex('')", "'x' * (2**62)", '[1] * (2**62)',
    'range(2**70)[2**71]', 'len(range(2**70))', 'chr(-1)', "ord('')", 'bytes([300])', 'bytes(-1)', "b'a' % 5",
    "'%d' % 'x'",
]
for case in cases:
    try:
        print(case, "=", repr(eval(case))[:60])
    except BaseException as e:
        print(case, "->", type(e).__name__, e)
