"""Messages and places of wrong sources: fstring errors."""
cases = [
    'f\'{"a}\'', "f'{'a'}'", "f'abc", "f'''{a", "f'{a' f'}'", "f'{a:{b}'", "f'\\N{x}'", "f'\\N'",
    "f'{a\\n}'", "f'{\\}'", "f'{a $ b}'", "f'{f'{f'{}'}'}'", "t'{}'", "t'{a!x}'", "t'{'", "t'{a b}'", "t'}'",
    "f'{a:{b!x}}'", "f'{not}'", "f'{None = 1}'", "f'{a = }'", "f'{for x in y}'", "f'{x for x in y}'",
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
