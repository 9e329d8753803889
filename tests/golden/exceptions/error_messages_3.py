"""Messages of look-ups, conversions and arithmetic, part 3."""
cases = [
    "'%d' % ()", "'%s %s' % 1", "'%s' % (1, 2)", "'%q' % 1", "'%(a)s' % 1", "'%(a)s' % {}", "'%' % ()",
    "'%c' % 'ab'", "'%c' % -1", "'%x' % 1.5", "'%*d' % ('a', 1)", "'{'.format()", "'}'.format()", "'{0}'.format()",
    "'{a}'.format()", "'{0.x}'.format(1)", "'{0[a]}'.format([])", "'{} {0}'.format(1)", "'{!z}'.format(1)",
    "'{:q}'.format(1)", "format('x', 'd')", "format(1, '1.1d')", "format(1.5, 'd')", "format(1, '=,_')",
    "'a'.encode('ascii2')", "b'\\xff'.decode()", "'\\xff'.encode('ascii')", "b'\\xff'.decode('ascii')",
    "'\\ud800'.encode()", "b'a'.decode('utf-16')", "''.join([1])", "''.join(['a', None])", "'a' + 1", "1 + 'a'",
    '[] + ()', '() + []',
]
for case in cases:
    try:
        print(case, "=", repr(eval(case))[:60])
    except BaseException as e:
        print(case, "->", type(e).__name__, e)
