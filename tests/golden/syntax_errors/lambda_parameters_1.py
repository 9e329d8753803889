"""Messages and places of wrong sources: lambda parameters."""
cases = [
    'lambda a=1, b: 0', 'lambda a, a: 0', 'lambda *: 0', 'lambda *, **k: 0', 'lambda **k, a: 0',
    'lambda **k, *a: 0', 'lambda *a, *b: 0', 'lambda *a, /: 0', 'lambda /: 0', 'lambda a, /, b, /: 0',
    'lambda *a=1: 0', 'lambda **k=1: 0', 'lambda (a, b): 0', 'lambda a, (b): 0', 'lambda 1: 0',
    'lambda None: 0', 'lambda a=: 0', 'lambda a:', 'lambda a,, b: 0', 'lambda a: b = c', 'lambda a b: 0',
    'lambda *, a=1, b: 0', 'lambda a: (yield)', 'lambda a: a: b',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
