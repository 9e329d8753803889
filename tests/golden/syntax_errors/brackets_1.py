"""Messages and places of wrong sources: brackets."""
cases = [
    '(', '[', '{', '(1', '[1, 2', '{1: 2', '(1,\n2\n', 'x = (1\ny = 2', 'x = [1\ny = 2\nz = 3', 'f(1\ng(2)',
    '(1]', '[1)', '{1)', '(1}', '(\n1\n]', '[(1])', '{(1})', ')', ']', '}', 'x)', 'x]', '(1))', '[1]]',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
