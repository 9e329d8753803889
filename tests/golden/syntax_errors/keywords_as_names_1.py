"""Messages and places of wrong sources: keywords as names."""
cases = [
    'None = 1', 'if = 1', 'class = 1', 'x.if', 'x.None', 'def if(): pass', 'def True(): pass',
    'class None: pass', 'class if: pass', 'import if', 'import None', 'from if import x', 'from x import if',
    'import x as if', 'for if in x: pass', 'with x as if: pass', 'try: pass\nexcept A as if: pass',
    'f(if=1)', 'f(None=1)', 'lambda if: 1', 'def f(if): pass', 'global if', 'nonlocal None', 'global x.y',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
