"""Sources about type params that do not compile, and a few that do."""
for bad in ("def f[T, T](): pass", "class C[T](x := 1): pass", "type X[T] = (yield)", "def f[T: (yield)](): pass",
            "def f[T = int, U](): pass", "class C[*Ts, *Us]: pass", "type X = 1 = 2", "def f[T](x: (y := 1)): pass"):
    try:
        compile(bad, "bad", "exec")
        print("fine", bad)
    except SyntaxError as e:
        print(e.msg, "|", bad)
