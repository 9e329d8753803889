"""Messages and places of wrong sources: keywords as names."""
cases = [
    'wiht x: pass', 'rase x', 'glbal x', 'brek', 'pss', 'while x:\n    contineu\n    brak 5',
    'print(1) ; whille 1: pass', 'fir x in y:\n  pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
