"""Sources about comprehension scope that do not compile, and a few that do."""
for bad in ("[x := 1 for x in y]", "[y for x in (y := [1])]", "class C: [x := 1 for _ in y]", "[(x, y) := 1 for z in w]",
            "[x for x in *y]", "[*x for x in y]", "{**x for x in y}", "[x, y for x in z]"):
    try:
        compile(bad, "bad", "exec")
        print("fine", bad)
    except SyntaxError as e:
        print(e.msg)
