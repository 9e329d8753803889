"""Messages and places of wrong sources: characters."""
cases = [
    'x = $', 'x = ?', 'x = `a`', 'x = !', 'x = a ! b', 'x = “a”', 'x = ‘a’', 'x = a – b', 'x = €',
    'x = 5 × 3', '\xa0x = 1', 'x\xa0= 1', 'x = 1\u200b', 'x = \x01', 'x = a\x0cb', '\x0cx = 1', 'é = 1',
    '日本 = 1', 'x = ½', '², = 1', 'x² = 1', 'á = 1', '🎉 = 1', "x = '🎉' $",
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
