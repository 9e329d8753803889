"""Messages and places of wrong sources: call arguments."""
cases = [
    'class A(x for x in y): pass', 'f(**k=1)', 'f(*a=1)', 'f(a)(b=1, 2)', 'print a', "print 'a', 1",
    'print(a b)', "exec 'a'", 'print', 'print -1', 'print a.b c',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
