"""Sources about tstrings that do not compile, and a few that do."""
for source in ("t'a' 'b'", "t'a' f'b'", "t'{}'", "t'{a!z}'", "tb'x'", "t'{a b}'"):
    try:
        compile(source, "x", "eval")
        print("fine", source)
    except SyntaxError as e:
        print(e.msg, "|", source)
