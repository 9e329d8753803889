"""Messages and places of wrong sources: assign targets."""
cases = [
    'f() = 1', '1 = x', "'s' = 1", 'a + b = c', '-a = 1', 'not a = 1', 'a and b = 1', 'a < b = 1',
    'a if b else c = 1', 'lambda: 1 = 2', '[1, a] = x', '(a, f()) = x', '{a} = 1', '{} = 1', '{a: 1} = 1',
    '(x for x in y) = 1', '[x for x in y] = 1', '{x for x in y} = 1', '{x: 1 for x in y} = 1', "f'{x}' = 1",
    'None = 1', 'True = 1', '... = 1', '__debug__ = 1',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
