"""Messages and places of wrong sources: loop targets."""
cases = [
    'for 1 in x: pass', 'for f() in x: pass', 'for a, f() in x: pass', 'for a + b in x: pass',
    'for None in x: pass', 'for *a in x: pass', 'for *a, b in x: pass', 'for a in *x: pass',
    'for a in *x, y: pass', 'for (a, b), [c] in x: pass', 'for in x: pass', 'for a x: pass',
    'for a in: pass', 'for a in x', 'for a in x pass', '[a for 1 in x]', '[a for f() in x]', '[a for in x]',
    '[a for a in]', '[for a in x]', '[a for a in x if]', '{a: b for None in x}', '(a for a.b, c[0] in x)',
    'for a in b in c: pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
