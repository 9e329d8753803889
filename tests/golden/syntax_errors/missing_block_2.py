"""Messages and places of wrong sources: missing block."""
cases = [
    'def f():\n    # comment\n', 'def f():\n\n\nx = 1', 'if 1:\n    if 2:\n    x',
    'with (a as b,\n      c):\nx',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
