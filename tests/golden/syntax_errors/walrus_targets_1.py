"""Messages and places of wrong sources: walrus targets."""
cases = [
    '(f() := 1)', '(a.b := 1)', '(a[0] := 1)', '((a, b) := 1)', '([a] := 1)', '(1 := 1)', "('s' := 1)",
    '(None := 1)', '(a + b := 1)', '(lambda: 1 := 2)', 'lambda: x := 1', '(x := y := 1)', 'x := 1',
    'x = y := 1', 'f(a := 1, b = c := 2)', 'f(a=b := 1)', 'a[b := 1]', 'a[b:=1]', 'a[b:(c := 1)]',
    '(*a := 1)', '[x := 1 for x in y]', '[y for x in (y := 1)]', '[(x := 1) for z in x for x in y]',
    '(x := *a)',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
