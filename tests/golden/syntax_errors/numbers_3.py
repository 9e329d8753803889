"""Messages and places of wrong sources: numbers."""
cases = [
    '0b_', '0o_7', '0x_f', '1_j', '1j_',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
