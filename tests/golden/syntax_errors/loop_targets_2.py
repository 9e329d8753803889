"""Messages and places of wrong sources: loop targets."""
cases = [
    'for (a in b) in c: pass', 'for a in x: pass else: pass', 'async for a in x: pass',
    'for lambda: 1 in x: pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
