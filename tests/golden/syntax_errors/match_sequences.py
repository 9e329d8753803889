"""Sources about match sequences that do not compile, and a few that do."""
for bad in ("case [*a, *b]: pass", "case [a, a]: pass", "case a | b: pass", "case a: pass\n  case b: pass",
            "case {**rest, 'a': 1}: pass", "case {'a': 1, 'a': 2}: pass", "case C(x=1, x=2): pass", "case [a] | [b]: pass",
            "case {**_}: pass", "case 1 as _: pass", "case f'x': pass", "case x.y(): pass", "case -x: pass"):
    try:
        compile("match 1:\n  " + bad + "\n", "bad", "exec")
        print("fine", bad)
    except SyntaxError as e:
        print(e.msg, "|", bad)
