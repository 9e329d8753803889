"""Messages and places of wrong sources: walrus targets."""
cases = [
    '{x := 1: 2}', '{1: x := 2}', 'assert x := 1', 'assert (x := 1)', 'del x := 1', 'return x := 1',
    'import x := 1', '@x := y\ndef f(): pass', 'def f(x=y := 1): pass', "f'{x:=5}'", "f'{(x:=5)}'",
    'with x := y: pass', 'for x in y := z: pass', 'if x := y: pass', 'while x := y: pass',
    'class A(x := 1): pass', '(__debug__ := 1)', 'lambda x=(y := 1): y', "print(x := 1, sep=(y := ''))",
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
