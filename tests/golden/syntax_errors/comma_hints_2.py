"""Messages and places of wrong sources: comma hints."""
cases = [
    '(a + b c)', '(a if b else c d)', '(not a b)', '(a b if c else d)', '(a lambda: b)', '(lambda: a b)',
    '(a = b c)', '[a if b c]', '(1 if 2 3)', '(a is b c)', "(a 'text' b)", '(print a)', '(a not b)',
    '(a in b c)', '[a, b\nc, d]', "x = {'a': 1 'b': 2}", 'x = {1: 2, 3 4: 5}',
    'foo(a, b for b in range(5), c d)',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
