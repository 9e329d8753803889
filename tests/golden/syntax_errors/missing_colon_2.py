"""Messages and places of wrong sources: missing colon."""
cases = [
    'elif x: pass', 'else: pass', 'except: pass', 'finally: pass', 'case 1: pass', 'for x in range(3)  pass',
    'class A:: pass', 'if x::\n    pass', 'def f(:\n    pass', 'def f) :\n    pass', 'def (x): pass',
    'class: pass', 'def f: pass', 'def f(x) : int: pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
