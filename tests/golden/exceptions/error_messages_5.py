"""Messages of look-ups, conversions and arithmetic, part 5."""
cases = [
    "open('x', 'zz')", "open('x', 'rb', encoding='u')", 'input.__self__.nothing', "type('A', (), {})['x']",
]
for case in cases:
    try:
        print(case, "=", repr(eval(case))[:60])
    except BaseException as e:
        print(case, "->", type(e).__name__, e)
