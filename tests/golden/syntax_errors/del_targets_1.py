"""Messages and places of wrong sources: del targets."""
cases = [
    'del f()', 'del 1', "del 's'", 'del a + b', 'del (a, f())', 'del [a, 1]', 'del *a', 'del None',
    'del True', 'del ...', 'del lambda: 1', 'del (x for x in y)', 'del [x for x in y]', 'del a if b else c',
    'del {a}', 'del {}', 'del {a: 1}', 'del -a', 'del a < b', 'del a and b', 'del not a', 'del (a := 1)',
    "del f'{x}'", 'del await x',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
