"""Messages and places of wrong sources: function parameters."""
cases = [
    'def f(a:): pass', 'def f(a,,b): pass', 'def f(,): pass', 'def f(a b): pass', 'def f(a): -> int: pass',
    'def f(a) -> : pass', 'def f(*, a, *b): pass', 'def f(*a, b, *, c): pass', 'def f(__debug__): pass',
    'def f(*a: *int): pass', 'def f(a: *int): pass', 'def f(**k: *int): pass', 'def f(*, a=1, b): pass',
    'def f(a=1, /, b): pass', 'def f(*(a, b)): pass', 'def f(a, *, ): pass', 'def f(yield): pass',
    'def f(class): pass', 'def None(): pass', 'def f.g(): pass', 'def f[](): pass', 'def f[T](): pass',
    'def f[T T](): pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
