"""Messages and places of wrong sources: numbers."""
cases = [
    '01', '00', '0123', '0_1', '08', '0o8', '0o', '0b2', '0b', '0x', '0xg', '0b12', '0o78', '1_', '1__0',
    '0_', '0x_', '0_x1', '1.e', '1e', '1e+', '1.5e', '1._5', '1_.5',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
