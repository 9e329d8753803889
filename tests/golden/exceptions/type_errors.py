"""Messages of TypeErrors for operators and calls."""
values = {"int": 1, "float": 1.5, "str": "s", "bytes": b"b", "list": [], "tuple": (), "dict": {}, "set": set(), "None": None, "func": len,
          "type": int, "complex": 1j, "range": range(3), "object": object(), "bool": True, "slice": slice(1)}
ops = ["+", "-", "*", "/", "//", "%", "**", "@", "<<", "&", "|", "^", "<", ">=", "in", "is"]
names = list(values)
count = 0
for i, a in enumerate(names):
    for j, op in enumerate(ops):
        b = names[(i * 3 + j * 5 + 1) % len(names)]
        if op == "is":
            continue
        try:
            r = eval(f"a {op} b", {"a": values[a], "b": values[b]})
            print(a, op, b, "=", r if not callable(r) else "callable")
        except Exception as e:
            print(a, op, b, "->", type(e).__name__, e)
for op in "-+~":
    for n in names:
        try:
            eval(f"{op}a", {"a": values[n]})
        except TypeError as e:
            print(op, n, e)
for n in names:
    for expr in ("a()", "a[0]", "a['k']", "a[0:1]", "len(a)", "iter(a)", "hash(a)", "int(a)", "float(a)", "a.b", "[*a]", "{**a}", "1 in a"):
        try:
            eval(expr, {"a": values[n]})
        except Exception as e:
            print(n, expr, "->", type(e).__name__, str(e).split(" at 0x")[0])
