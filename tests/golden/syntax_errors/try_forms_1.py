"""Messages and places of wrong sources: try forms."""
cases = [
    'try: pass', 'try:\n    pass\nx = 1', 'try:\n    pass\nelse:\n    pass',
    'try:\n    pass\nexcept:\n    pass\nexcept A:\n    pass',
    'try:\n    pass\nexcept A:\n    pass\nexcept:\n    pass\nelse:\n    pass\nfinally:\n    pass',
    'try:\n    pass\nfinally:\n    pass\nexcept A:\n    pass',
    'try:\n    pass\nfinally:\n    pass\nelse:\n    pass', 'try:\n    pass\nexcept* :\n    pass',
    'try:\n    pass\nexcept*:\n    pass', 'try:\n    pass\nexcept* A:\n    pass\nexcept B:\n    pass',
    'try:\n    pass\nexcept A:\n    pass\nexcept* B:\n    pass',
    'try:\n    pass\nexcept* A:\n    pass\nexcept:\n    pass', 'try:\n    pass\nexcept A, B as e:\n    pass',
    'try:\n    pass\nexcept* A, B as e:\n    pass', 'try:\n    pass\nexcept A as e.x:\n    pass',
    'try:\n    pass\nexcept A as (e):\n    pass', 'try:\n    pass\nexcept A as e[0]:\n    pass',
    'try:\n    pass\nexcept* A as e.x:\n    pass', 'try:\n    pass\nexcept A as:\n    pass',
    'try:\n    pass\nexcept as e:\n    pass', 'try:\n    pass\nexcept A as None:\n    pass',
    'try:\n    pass\nexcept A as 1:\n    pass', 'try:\n    pass\nexcept A, B:\n    pass',
    'try:\n    pass\nexcept A,:\n    pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
