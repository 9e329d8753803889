"""Messages of look-ups, conversions and arithmetic, part 1."""
cases = [
    "{}['k']", '{}[1]', '{}[(1, 2)]', '{}[None]', '[][0]', '[1][5]', '[1][-2]', '()[0]', "''[0]", "b''[0]",
    'range(0)[0]', 'bytearray()[0]', '[1].pop(5)', '[].pop()', 'set().pop()', '{}.popitem()', "{}.pop('x')",
    '{1}.remove(2)', '[1].remove(2)', '[1].index(2)', '(1,).index(2)', "'a'.index('b')", "b'a'.index(b'b')",
    "b'a'.index(98)", 'range(3).index(5)', "'abc'.rindex('x')", '1 / 0', '1 // 0', '1 % 0', '1.0 / 0', '1.0 // 0',
    '1.0 % 0', 'divmod(1, 0)', 'divmod(1.0, 0)', '0 ** -1', '0.0 ** -1',
]
for case in cases:
    try:
        print(case, "=", repr(eval(case))[:60])
    except BaseException as e:
        print(case, "->", type(e).__name__, e)
