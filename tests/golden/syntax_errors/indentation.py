"""Messages and places of wrong sources: indentation."""
cases = [
    '  x = 1', 'x = 1\n  y = 2', 'if x:\n    a\n  b', 'if x:\n    a\n      b', 'if x:\n  a\n else:\n  b',
    'if x:\n\ta\n        b', 'if x:\n        a\n\tb', 'if x:\n    a\n\tb', 'def f():\n    x\n   y',
    'x = (\n1)\n  y', 'if x:\n    pass\n    pass\n   pass', ' # comment only\nx = 1',
    'if x:\n  # comment\n    a\n    b', 'class A:\n    x = 1\n     y = 2', '\tx = 1', 'if x: a\n    b',
    'for x in y:\n  a\n\tb', '\\\n  x', "if x:\n    y = '''\n  '''\n   z",
    'def f():\n    return 1\n    \n  x',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
