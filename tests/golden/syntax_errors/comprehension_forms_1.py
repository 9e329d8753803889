"""Messages and places of wrong sources: comprehension forms."""
cases = [
    '[x, y for x in z]', '[x for x in y, z]', '(x, y for x in z)', '{x, y for x in z}', '[*x for x in y]',
    '(*x for x in y)', '{*x for x in y}', '{**x for x in y}', '[x for x in *y]',
    '[x for x in y if z else w]', '[x if y for x in z]', '[x for x in y z]', '[x for x y]', '[x for]',
    '[x for x]', '[x for x in]', '[for x in y]', '[x async for x in y]', '[x for x in lambda: y]',
    '[x for x in lambda: y, z]', '[x for x in y for]', '[x for x in y if z if w]', '[x for x, in y]',
    '[x for x, y, in z]',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
