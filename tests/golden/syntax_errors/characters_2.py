"""Messages and places of wrong sources: characters."""
cases = [
    'é = $', '\ufeffx = 1', 'x = \ufeff1', 'x \\ y', 'x = 1 \\ # c', 'x = \\\n1', 'x = \\', '\\',
    'x = 1 + \\\n', 'x = 1;;', ';', 'x = 1; ;', 'x; y;', 'a <> b', 'a === b', 'a =! b', 'a !== b', 'a => b',
    'a -> b', 'x++', '++x', 'x--', 'a && b', 'a || b',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
