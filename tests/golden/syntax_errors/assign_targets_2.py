"""Messages and places of wrong sources: assign targets."""
cases = [
    'a.__debug__ = 1', 'await x = 1', '(yield) = 1', 'a = b = f() = c', 'a, b.c, d[0], f() = x', '*a = 1',
    '*a, *b = x', '(a := 1) = 2', 'x = yield = 1', 'a.b() = 1', '() = 1 = 2', '`a` = 1',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
