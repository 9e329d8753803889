"""Sources about fstrings that do not compile, and a few that do."""
for expr in ("f'{}'", "f'{'", "f'}'", "f'{a b}'", "f'{a!x}'", "f'{a!}'", "f'{!r}'", "f'{a:{b:{c:{d}}}}'", "f'{lambda x: 1}'",
             "f'{a=!r:>5}'", "f'{a[\"b\"]}'", "f'{a:{}}'", "f'{yield}'", "f'{a; b}'", "f'{#}'"):
    try:
        compile(expr, "x", "eval")
        print("fine", expr)
    except SyntaxError as e:
        print(e.msg, "|", expr)
