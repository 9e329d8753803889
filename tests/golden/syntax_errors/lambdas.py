"""Sources about lambdas that do not compile, and a few that do."""
for bad in ("lambda x, x: 1", "lambda x=1, y: 1", "lambda *, **k: 1", "lambda *: 1", "lambda (a, b): 1", "lambda x: = 1", "lambda x; 1",
            "lambda *a, *b: 1", "lambda a, /, b, /: 1", "lambda /: 1", "lambda *a, /: 1", "lambda None: 1", "lambda x: y = 1"):
    try:
        compile(bad, "bad", "exec")
        print("fine", bad)
    except SyntaxError as e:
        print(e.msg, "|", bad)
