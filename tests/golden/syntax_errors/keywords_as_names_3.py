"""Messages and places of wrong sources: keywords as names."""
cases = [
    'type X[T = int', 'type f() = int', 'print = 1', 'exec = 1', 'nonlocal = 1', 'whille x: pass',
    'fo x in y: pass', 'improt x', 'form x import y', 'retrun x', 'clas A: pass', 'dfe f(): pass',
    'esle: pass', 'if x:\n    pass\nesle:\n    pass', 'if x:\n    pass\nelse if y:\n    pass',
    'tyr:\n    pass', 'try:\n    pass\nexept A:\n    pass', 'asnyc def f(): pass', 'lamda x: x',
    'x = 1 fi y else 2', 'x = a adn b', 'x = a ro b', 'x = nto a', 'x si y',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
