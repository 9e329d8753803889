"""Messages and places of wrong sources: missing block."""
cases = [
    'if x:\npass', 'if x:\n    pass\nelif y:\npass', 'if x:\n    pass\nelse:\npass', 'while x:\npass',
    'for x in y:\npass', 'def f():\npass', 'class A:\npass', 'try:\npass', 'try:\n    pass\nexcept:\npass',
    'try:\n    pass\nexcept A:\npass', 'try:\n    pass\nexcept* A:\npass', 'try:\n    pass\nfinally:\npass',
    'with a:\npass', 'match x:\ncase 1: pass', 'match x:\n    case 1:\n    pass', 'async def f():\npass',
    'async def f():\n    async for x in y:\n    pass', 'async def f():\n    async with x:\n    pass',
    'for x in y:\n    pass\nelse:\npass', 'while x:\n    pass\nelse:\npass',
    'try:\n    pass\nexcept A:\n    pass\nelse:\npass', 'def f():', 'if x:', 'class A:\n',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
