"""Messages and places of wrong sources: call arguments."""
cases = [
    'f(a b)', 'f(a, b c)', 'f(a,, b)', 'f(, a)', 'f(a=)', 'f(a=1, b=)', 'f(a', 'f(a,\nb', 'f a', 'f(a))',
    'f(a]', 'f(lambda x: x=1)', 'f(a := 1)', 'f(a=b := 1)', 'f(*a := 1)', 'f(**a := 1)', 'f(yield)',
    'f((yield))', 'f(yield x)', 'f(if=1)', 'f(class=1)', 'f(__debug__=1)', 'class A(1=2): pass',
    'class A(a=1, b): pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
