"""repr() and ascii(): quotes, escapes, what is printable."""
for s in ("", "a", "it's", 'say "hi"', "both ' and \"", "\\", "\n\r\t\b\f\v\a\0", "\x1f\x7f\x80\x9f\xa0\xad", "é", "日本", "🎉", "\ud800", "\udfff\ud800", "\u200b\u2028\u2029\ufeff", "\U000e0001", "\uffff", "a\\b'", "\N{DEGREE SIGN}", "\u0378", "\U0010ffff", "\u3000", "\u00ad", "\ue000"):
    print(ascii(repr(s)), ascii(s), len(repr(s)), eval(repr(s)) == s, eval(ascii(s)) == s)
print([b"it's", b'"', b"\x00\xff\n\\'\"", bytearray(b"x'")], repr("a\tb"), "%r %a" % ("é'", "é'"), f"{'é'!r} {'é'!a} {'x'!s}", ascii(["é", ("日",)]), ascii(5), ascii({"é": "🎉"}))
print("\x41\101\u0041\U00000041\N{LATIN CAPITAL LETTER A}", "\1\12\123" == "\x01\x0a\x53", "line \
continued", """tri"ple""", r"raw\n\'", r'\"', "\'\"", '''a'b''c''', len("\\"), "tab\there", "a" 'b' """c""", u"u", Rb"\x", bR"\n", b"\x41\101", "\t".isspace())
for bad in (r"'\x4'", r"'\u123'", r"'\U00110000'", r"'\N{NO SUCH NAME}'", r"'\N'", "b'é'", r"b'\x'", r"'\N{'", r"'\U1234'"):
    try:
        eval(bad)
    except SyntaxError as e:
        print(bad, e.msg)
