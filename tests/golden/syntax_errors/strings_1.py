"""Messages and places of wrong sources: strings."""
cases = [
    "'abc", '"abc', "'abc\n'", "'''abc", '"""abc\ndef', "x = 'it's'", 'x = "a"b"', "'a' b", "'a' 1", "b'é'",
    "b'a' 'b'", "'a' b'b'", "'\\x'", "'\\x1'", "'\\u12'", "'\\U1234567'", "'\\U00110000'", "'\\N{'",
    "'\\N{nothing}'", "'\\N'", "b'\\x'", "b'\\x1g'", "u'a' b'b'", "ub'a'",
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
