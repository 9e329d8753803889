"""Messages and places of wrong sources: strings."""
cases = [
    "bu'a'", "ur'a'", "rr'a'", "fb'a'", "bf'a'", "fr'a'", "tf'a'", "ft'a'", "tb'a'", "bt'a'", "tu'a'", "x''",
    "f'a' b'b'", "'\\\n", "'abc\\", "'''a''' '''b", "r'\\'", "'tab\t", "x = 'a\ny = 'b'", "print('hello)",
    'print("it\'s)',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
