"""String literal prefixes, escapes, concatenation, line ends."""
print('single', "double", '''triple 'single' ''', """triple "double" """, 'it''s', "con" 'cat' """ena""" r'\ted')
print('\a\b\f\n\r\t\v\\\'\"' == "\x07\x08\x0c\x0a\x0d\x09\x0b\x5c\x27\x22", "\0\00\000\7\77\377" == "\x00\x00\x00\x07\x3f\xff", ascii("\u20ac\U0001F389\N{EURO SIGN}\N{latin small letter e with acute}"))
print(r"\n\t\\", R'\'', len(r"\""), b"bytes\x00\xff\n", B'\101', rb"\x00", Rb'\n', bR"\t", u"unicode", U'x')
print("line\
 continued", "a\
\
b", """first
second\
 same line""")
print(len("""
"""), repr("\
"), repr(''''quotes' '''), repr(""""x\""""), '"', "'", '\'', "\"", "\\", '\
')
print("tab:\t|", "null:" + repr("\0"), "unicode: é ü 日本 🎉", ascii("é"), len("🎉"), len("é"), "\x41\u0042\U00000043")
s = ("implicit "
     "concatenation "
     f"with {1 + 1} "
     r"raw\n ")
print(s, ("a" "b") * 2, "a" "b" * 2, ["x" "y", "z"], {"k" "ey": "v"}, "%s" "%d" % ("a", 1), "a" "b".upper())
print(f"{'nested'} {"same"} {'''triple'''} {f"{1}{f'{2}'}"} {{literal}} {1:>{2}} {'a' 'b'}" " and plain " f"{3}")
