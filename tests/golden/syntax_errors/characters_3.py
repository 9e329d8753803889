"""Messages and places of wrong sources: characters."""
cases = [
    '!a', 'a ? b : c', 'a := b', '@', 'a @ @ b', 'a ** ** b', 'a // / b', '->', '...x', 'x..y', 'x.1', '.x',
    'x.', 'x.(y)', 'x.class', 'x.None', 'a.b.1c',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
