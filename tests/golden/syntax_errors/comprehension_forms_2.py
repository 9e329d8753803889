"""Messages and places of wrong sources: comprehension forms."""
cases = [
    '[(x, y) for x in z for y in w]', '[yield x for x in y]', '[x for x in yield y]', '[(yield) for x in y]',
    'def f(): [(yield x) for x in y]', 'f(x for x in y)', 'f(x for x in y, )', 'f(1, x for x in y)',
    '[x := y for x in z]', '[x for x in (x := y)]', '[x: y for x in z]', '{x: y for x in z, w}',
    '{x: y, a: b for x in z}', '[x.y for x.y in z]', '[x for x() in y]', '[await x for x in y]',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
