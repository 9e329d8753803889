"""Messages and places of wrong sources: call arguments."""
cases = [
    'f(a=1, 2)', 'f(a=1, b)', 'f(**k, 1)', 'f(**k, *a)', 'f(a=1, *b)', 'f(a=1, a=2)', 'f(a, b=1, c=2, b=3)',
    'f(1=2)', "f('a'=1)", 'f(a.b=1)', 'f(a[0]=1)', 'f(a()=1)', 'f(None=1)', 'f(True=1)', 'f(a + b=1)',
    'f(x for x in y, 1)', 'f(1, x for x in y)', 'f(x for x in y, z for z in w)', 'f(x for x in y)',
    'f((x for x in y), 1)', 'f(a=x for x in y)', 'f(*)', 'f(**)', 'f(*a b)',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
