"""Messages and places of wrong sources: statements."""
cases = [
    'x if y', 'x if y else', 'x if else y', 'if x else y', 'x = 1 if 2 else', 'x = 1 if 2 else pass',
    'x = 1 if 2 else x = 3', 'x = pass if 1 else 2', 'x = return if 1 else 2', '1 if break else 2', '@',
    '@x', '@x\nx = 1', '@x\n', '@x y\ndef f(): pass', '@x;\ndef f(): pass', '@(yield)\ndef f(): pass',
    '@x.y[0]()\ndef f(): pass', 'class A(: pass', 'class A(B: pass', 'class A() B: pass', 'class A[T: pass',
    'class A.B: pass', 'class A(B)): pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
