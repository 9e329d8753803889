"""Messages and places of wrong sources: function parameters."""
cases = [
    'def f(a=1, b): pass', 'def f(a, b, a): pass', 'def f(*): pass', 'def f(*, **k): pass',
    'def f(*, ): pass', 'def f(**k, a): pass', 'def f(**k, *a): pass', 'def f(**k, **l): pass',
    'def f(*a, *b): pass', 'def f(*a, /): pass', 'def f(/): pass', 'def f(/, a): pass',
    'def f(a, /, b, /): pass', 'def f(a, *, b, /): pass', 'def f(*a=1): pass', 'def f(**k=1): pass',
    'def f((a, b)): pass', 'def f(a, (b, c)): pass', 'def f(1): pass', "def f('a'): pass",
    'def f(a.b): pass', 'def f(None): pass', 'def f(a, True): pass', 'def f(a=): pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
