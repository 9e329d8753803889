"""Sources about annotations that do not compile, and a few that do."""
for bad in ("(a, b): int", "[a]: int = 1", "a, b: int", "x: int += 1", "f(): int", "def f(): global x; x: int = 1", "x: (yield)",
            "def f(x: (yield)): pass", "def f() -> (await x): pass"):
    try:
        compile(bad, "bad", "exec")
        print("fine", bad)
    except SyntaxError as e:
        print(e.msg, "|", bad)
