"""Messages and places of wrong sources: del targets."""
cases = [
    'del (yield)', 'del', 'del a b', 'del a,, b', 'del (a, b), [c, d.e, f[0]]', 'del ()', 'del __debug__',
    'del a.b()', 'del a = 1',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
