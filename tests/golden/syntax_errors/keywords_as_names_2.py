"""Messages and places of wrong sources: keywords as names."""
cases = [
    'global', 'global x,', 'global 1', 'del if', 'x = if', 'x = def', 'return = 1', 'yield = 1', 'await = 1',
    'async = 1', 'async x', 'async if x: pass', 'async class A: pass', 'async lambda: 1',
    'async with x: pass', 'await', 'match = 1; case = 2; type = 3; _ = 4', 'type = 1', 'type X', 'type X =',
    'type X = int = str', 'type 1 = int', 'type X.y = int', 'type X[] = int',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
