"""Messages and places of wrong sources: annotated targets."""
cases = [
    '(a, b): int', '[a]: int', 'a, b: int', 'f(): int', '1: int', 'None: int', 'a + b: int', '*a: int',
    'a: int = 1 = 2', 'a: int += 1', '(a): int = 1', 'a.b: int', 'a[0]: int = 1', 'lambda x: int',
    'x: int, y: int', 'x: = 1', 'x: *int', 'x: int =', 'def f(): x: yield',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
