"""Messages and places of wrong sources: comparison hints."""
cases = [
    'if x = 1: pass', 'if x.y = 1: pass', 'if x[0] = 1: pass', 'if f() = 1: pass', 'if x == 1 = 2: pass',
    'if 1 = x: pass', 'while x = 1: pass', 'while x.y = 1: pass', 'elif x = 1: pass',
    'if x:\n    pass\nelif y = 1:\n    pass', 'x = 1 if y = 2 else 3', 'print(x = 1 if y else 2)',
    'assert x = 1', 'return x = 1', '[x for x in y if x = 1]', '(x = 1)', '[x = 1]', '{x = 1}', '{x: y = 1}',
    'x[y = 1]', 'f(x.y = 1)', 'f(a, b.c = 1)', 'not x = 1', 'x and y = 1',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
