"""Messages and places of wrong sources: dict set displays."""
cases = [
    '{1: 2, 3}', '{1:', '{1: 2, 3:}', "{'a': 1, 'b' 2}", '{a = 1}', '{a: b = 1}', '{a: b: c}',
    '{a: (b)}, {c}', '{lambda: 1: 2}', '{a if b else c: d}', '{a: b if c}', '{a: yield b}', '{*a, *b}',
    '{**a, **b}', "{**a, 'k': 1}",
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
