"""Messages and places of wrong sources: match errors."""
cases = [
    'match x:\n case 1: pass\n else: pass', 'match x:\n case a := 1: pass',
    'match x:\n case lambda: 1: pass', "match x:\n case {'a'}: pass", 'match x:\n case {}: pass',
    "match x:\n case {'a': 1, }: pass", 'match x:\n case (): pass', 'match x:\n case a,: pass',
    "match x:\n case 'a' 'b' | b'c': pass", 'match x:\n case not a: pass', 'match x:\n case a and b: pass',
    'match x:\n case *_: pass', 'match x, y:\n case a, b: pass', 'match *x:\n case a: pass',
    'match *x, y:\n case a: pass', 'match (x):\n case (a): pass', 'match -1:\n case -1: pass',
    'match x:\n case None | True | ...: pass', 'case 1: pass', 'match x:\n case A(b=1, b=1): pass',
    'match x:\n case [a, [b, a]]: pass', "match x:\n case {'a': a, **a}: pass",
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
