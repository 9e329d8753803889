"""Messages and places of wrong sources: fstring errors."""
cases = [
    "f'{}'", "f'{ }'", "f'{!r}'", "f'{:x}'", "f'{=}'", "f'{a b}'", "f'{a'", "f'{'", "f'}'", "f'{a}}'",
    "f'{{}'", "f'{a!}'", "f'{a!x}'", "f'{a!rr}'", "f'{a!r:'", "f'{a! r}'", "f'{a !r}'", "f'{a!r }'",
    "f'{a:{}}'", "f'{a:{b:{c}}}'", "f'{a:{b:{c:{d}}}}'", "f'{a;b}'", "f'{a=!r:^20}'", "f'{a=b}'",
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
