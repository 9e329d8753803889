"""Messages and places of wrong sources: statements."""
cases = [
    'class A(*B, **C): pass', 'class A(B, metaclass=C, D): pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
