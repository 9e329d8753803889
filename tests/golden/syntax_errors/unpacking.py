"""Sources about unpacking that do not compile, and a few that do."""
for bad in ("a, b += 1", "*a = 1", "*a, *b = c", "f() = 1", "1 = x", "a + b = c", "None = 1", "[a, 1] = x", "(a, b): int = 1",
            "x = *a", "del *a", "del f()", "a if b else c = 1", "'s' = 1", "{a} = 1", "[x for x in y] = 1", "a < b = 1", "-a = 1",
            "f'{x}' = 1", "lambda: 1 = 2", "... = 1", "True = 1", "__debug__ = 1", "(x for x in y) = 1", "a.b() = 1", "x == 1 = 2"):
    try:
        compile(bad, "bad", "exec")
        print("fine", bad)
    except SyntaxError as e:
        print(e.msg, "|", bad)
