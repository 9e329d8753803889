"""Sources about walrus that do not compile, and a few that do."""
for bad in ("x := 1", "(x.y := 1)", "(x[0] := 1)", "((a, b) := 1)", "f(x=y := 1)", "x = y := 1", "lambda: x := 1", "(x := 1) = 2",
            "def f(a = b := 1): pass", "[i := 0 for i in x]", "(None := 1)", "del (x := 1)", "with (x := 1) as (y := 2): pass"):
    try:
        compile(bad, "bad", "exec")
        print("fine", bad)
    except SyntaxError as e:
        print(e.msg, "|", bad)
