"""Messages and places of wrong sources: comma hints."""
cases = [
    '[a b]', '(a b)', '{a b}', 'f(a b)', '[1 2]', "['a' b]", "[a 'b']", '[a, b c]', 'f(a, b c, d)',
    'x = a b', 'a b', 'a b c', 'return a b', '(a for b in c d)', '{a: b c: d}', '{a: b, c d}',
    '[a for b in c d]', 'x = [1\n2]', 'x = (a\nb)', 'f(a)(b c)', 'a[b c]', 'a[b:c d]', '(a.b c.d)',
    '(a() b())',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
