"""Messages and places of wrong sources: missing colon."""
cases = [
    'if x\n    pass', 'if x:\n    pass\nelif y\n    pass', 'if x:\n    pass\nelse\n    pass',
    'while x\n    pass', 'for x in y\n    pass', 'def f()\n    pass', 'def f() -> int\n    pass',
    'class A\n    pass', 'class A(B)\n    pass', 'try\n    pass', 'try:\n    pass\nexcept\n    pass',
    'try:\n    pass\nexcept A\n    pass', 'try:\n    pass\nexcept A as b\n    pass',
    'try:\n    pass\nfinally\n    pass', 'with a\n    pass', 'with a as b\n    pass',
    'match x\n    case 1: pass', 'match x:\n    case 1\n        pass', 'lambda x', 'lambda',
    'async def f()\n    pass', 'if x = 1:\n    pass', 'if x := 1\n    pass', 'while x = 1: pass',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
