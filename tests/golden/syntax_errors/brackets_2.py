"""Messages and places of wrong sources: brackets."""
cases = [
    '{}}', 'a[1', 'a[1\nb', 'f(a, (b, c)', 'if (x:\n    pass', 'for x in (1, 2:\n    pass',
    'def f(a, b:\n    pass', "x = {'a': 1, 'b': [1, 2}", "'''\n(", '(# comment\n', 'x = (1 +\n',
    "print('a'\nprint('b')", "d = {\n 'a': 1\n 'b': 2\n}", 'l = [\n 1\n 2\n]', 't = (1 2)', '[1 2 3]',
    '{1 2}', "{'a' 1}", 'f(1 2)', '(a b for c in d)', 'a[1 2]', '[a for b in c d]',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
