"""Messages and places of wrong sources: dict set displays."""
cases = [
    '{a: }', '{a: 1, b: }', '{a: *b}', '{a: **b}', '{**a: 1}', '{*a: 1}', '{a, b: 1}', '{a: 1, b}',
    '{a: 1, b, c: 2}', '{a: 1, *b}', '{a, **b}', '{**a, b}', '{: 1}', '{a: 1, : 2}', '{,}', '{a,, b}',
    '{a: 1,, b: 2}', '{a: 1 b: 2}', '{a for a in b, c}', '{a: b for a, b in c, d}', '{**a for a in b}',
    '{*a for a in b}', '{a: *b for b in c}', '{a: b, c for d in e}',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
