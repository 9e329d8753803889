"""Messages and places of wrong sources: numbers."""
cases = [
    '1e_5', '1abc', '1.5abc', '0xfgh', '1jx', '1if 1else 2', '1and 2', '1or 2', '0x1for x in y', '1in x',
    '12abc', '1e5x', '0b1x', '0o7x', '1.2.3', '1..2', '1 2', '0xG', '1_000_', '1__', '5x = 1', '1L', '0777L',
    '1e5j5',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
