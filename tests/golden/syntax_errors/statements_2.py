"""Messages and places of wrong sources: statements."""
cases = [
    'x = yield', '[(yield)]', 'nonlocal x', 'def f():\n nonlocal x', 'def f(x):\n global x',
    'def f():\n x = 1\n global x', 'def f():\n global x\n nonlocal x', 'def f(x):\n nonlocal x',
    'class A:\n nonlocal x', 'def f():\n def g():\n  nonlocal x', 'def f():\n x\n global x',
    'def f():\n x: int\n global x', 'def f():\n x += 1\n nonlocal x', 'assert', 'assert x,', 'assert x y',
    "assert (x, 'm')", 'pass x', 'break x', 'continue x', 'return x y', 'if', 'while', 'for',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
