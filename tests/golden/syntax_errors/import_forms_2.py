"""Messages and places of wrong sources: import forms."""
cases = [
    'from a import (*)', 'from a import b c', 'from import b', 'from . import', 'from .a import b',
    'from ... import b', 'from .... import b', 'from a. import b', 'from .import b',
    'from a import b as (c)', 'from a import b as c[0]', 'import a as b[0]', 'import a as (b)',
    'from a b import c', 'from a import 1', 'from __future__ import nothing',
    'from __future__ import annotations, braces', 'from __future__ import braces',
    'from __future__ import barry_as_FLUFL', 'x = 1\nfrom __future__ import annotations',
    'from __future__ import *', 'def f():\n    from a import *', 'class A:\n    from a import *',
    'import a as None',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
