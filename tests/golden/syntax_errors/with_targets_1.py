"""Messages and places of wrong sources: with targets."""
cases = [
    'with a as f(): pass', 'with a as 1: pass', 'with a as (b, f()): pass', 'with a as b + c: pass',
    'with a as None: pass', 'with (a as b, c as f()): pass', 'with (a as 1): pass', 'with a as *b: pass',
    'with a as b, : pass', 'with (a, b,) : pass', 'with a, : pass', 'with: pass', 'with a', 'with a pass',
    'with a as: pass', 'with (a as b: pass', 'with (a as b) as c: pass', 'with a as b as c: pass',
    'with (a): pass', 'with (a, b) as c: pass', 'with (yield) as c: pass', 'with a as (b): pass',
    'with a as [b, *c]: pass', 'with (a as b), c as d: pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
