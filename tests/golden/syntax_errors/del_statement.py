"""Sources about del statement that do not compile, and a few that do."""
for bad in ("del 1", "del f()", "del a + b", "del (a, 1)", "del a = 1", "del *a", "del None", "del lambda: 1", "del (x for x in y)",
            "del [x for x in y]", "del a if b else c", "del", "del 'x'", "del {a}", "del ...", "del a.b()"):
    try:
        compile(bad, "bad", "exec")
        print("fine", bad)
    except SyntaxError as e:
        print(e.msg, "|", bad)
