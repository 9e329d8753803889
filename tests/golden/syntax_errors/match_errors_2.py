"""Messages and places of wrong sources: match errors."""
cases = [
    'match x:\n case _: pass\n case 1: pass', 'match x:\n case _ | 1: pass',
    'match x:\n case (_ as a) | 1: pass', 'match x:\n case -a: pass', 'match x:\n case 1 + 2: pass',
    'match x:\n case 1j + 2: pass', 'match x:\n case 1 + 2j: pass', 'match x:\n case -1 - 2j: pass',
    'match x:\n case 1 - 2: pass', 'match x:\n case --1: pass', 'match x:\n case +1: pass',
    "match x:\n case f'{a}': pass", "match x:\n case t'a': pass", 'match x:\n case a.b(): pass',
    'match x:\n case a.b.c: pass', 'match x:\n case a[0]: pass', 'match x:\n case a(): pass',
    'match x:\n case 1 if: pass', 'match x:\n case if a: pass', 'match x:\n case: pass', 'match x:\n pass',
    'match x:\n case 1:\n pass', 'match:\n case 1: pass', 'match x: case 1: pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
