"""Messages and places of wrong sources: lambda parameters."""
cases = [
    'lambda: *a', 'lambda: *a, b', 'lambda *a, b=1, **c: 0', 'lambda x: int: 0', 'lambda __debug__: 0',
    'lambda: pass', 'lambda: return 1',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
