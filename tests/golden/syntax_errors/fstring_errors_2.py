"""Messages and places of wrong sources: fstring errors."""
cases = [
    "f'{a==b}'", "f'{a!=b}'", "f'{lambda x: 1}'", "f'{(lambda x: 1)}'", "f'{lambda}'", "f'{a:=5}'",
    "f'{*a}'", "f'{**a}'", "f'{yield}'", "f'{#}'", "f'{a#}'", "f'{a\n}'", "f'''{\na\n}'''", "f'{a.}'",
    "f'{1+}'", "f'{+}'", "f'{a[}'", "f'{a(}'", "f'{a]}'", "f'{a)}'", "f'{(}'", "f'{a,}'", "f'{import x}'",
    "f'{a if b}'",
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
