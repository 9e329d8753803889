"""Messages and places of wrong sources: try forms."""
cases = [
    'try:\n    pass\nexcept *A, B:\n    pass', 'try:\n    pass\nexcept (A, B) as e:\n    pass',
    'try:\n    pass\nexcept A or B as e:\n    pass', 'raise', 'raise A from', 'raise A, B', 'raise from A',
    'raise A from B from C', 'try:\n    pass\nelse:\n    pass\nfinally:\n    pass',
    'try: pass except A: pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
