"""Messages and places of wrong sources: import forms."""
cases = [
    'from a import None', 'import a from b', 'from a import b from c', 'import a;import b',
    'from a import (b\nc)', 'from a import b,\nx = 1',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
