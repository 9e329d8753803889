"""Messages and places of wrong sources: import forms."""
cases = [
    'import', 'import a.', 'import a as', 'import a as b.c', 'import a as 1', 'import a, ', 'import a b',
    'import a as b c', 'import (a)', 'import *', 'import a.b as c, d', 'import 1', "import 'a'",
    'import a-b', 'from a import', 'from a import b,', 'from a import (b', 'from a import (b,)',
    'from a import ()', 'from a import b as', 'from a import b as c.d', 'from a import b.c',
    'from a import *, b', 'from a import b, *',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
