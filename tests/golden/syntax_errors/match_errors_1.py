"""Messages and places of wrong sources: match errors."""
cases = [
    'match x:\n case *a: pass', 'match x:\n case a, *b, *c: pass', 'match x:\n case {**a, **b}: pass',
    "match x:\n case {**a, 'k': b}: pass", 'match x:\n case {a: b}: pass',
    "match x:\n case {'k': a, 'k': b}: pass", 'match x:\n case {1: a, 1.0: b}: pass',
    'match x:\n case {**_}: pass', 'match x:\n case A(a=b, c): pass', 'match x:\n case A(a=b, a=c): pass',
    'match x:\n case A(*a): pass', 'match x:\n case A(**a): pass', 'match x:\n case A(1, b=2, c): pass',
    'match x:\n case a | b: pass', 'match x:\n case a | 1: pass', 'match x:\n case [a] | [b]: pass',
    'match x:\n case a as a: pass', 'match x:\n case a as b.c: pass', 'match x:\n case a as f(): pass',
    'match x:\n case a as _: pass', 'match x:\n case a as 1: pass', 'match x:\n case _ as a: pass',
    'match x:\n case a, a: pass', 'match x:\n case a: pass\n case b: pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
