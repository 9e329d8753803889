"""Messages and places of wrong sources: statements."""
cases = [
    'return 1', 'yield 1', 'await x', 'break', 'continue', 'class A:\n return 1', 'class A:\n yield 1',
    'class A:\n break', 'def f():\n break', 'def f():\n continue', 'for x in y:\n def f():\n  break',
    'while x:\n class A:\n  continue', 'if x:\n continue', 'with x:\n break', 'try:\n break\nfinally: pass',
    'async def f():\n yield from x', 'async def f():\n yield 1\n return 2', 'def f():\n await x',
    'def f():\n async for x in y: pass', 'def f():\n async with x: pass', 'def f():\n [x async for x in y]',
    'lambda: await x', 'lambda: (yield)', 'yield',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
