"""Messages and places of wrong sources: statements."""
cases = [
    'def', 'class', 'try', 'with', 'raise x y', 'x = ', 'x = = 1', '= 1', 'x = 1 2', 'x y', 'x = 1,, 2',
    'x = ,', '*x', '*x, y', 'x = *y', 'x = *y, z', 'return *x', 'def f():\n return *x',
    'def f():\n return *x, y', 'print(*x), *y', '(*x)', '(*x, )', '[*x]', '*x = y',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
