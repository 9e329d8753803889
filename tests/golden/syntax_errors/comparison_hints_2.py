"""Messages and places of wrong sources: comparison hints."""
cases = [
    'lambda: x = 1', '(a, b = 1)', 'x if y = 1', 'x == y = z', 'x is y = z', 'assert x == 1 = 2',
    'for x in y = z: pass', 'with x = y: pass', 'if (x = 1): pass', 'if x and y = 1: pass', 'import x = y',
    'del x = y', 'raise x = y',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
