"""Float arithmetic and its corner cases."""
inf, nan = float("inf"), float("nan")
values = [0.0, -0.0, 1.0, -1.0, 1.5, -2.5, 1e300, -1e300, 1e-300, 5e-324, inf, -inf, nan]
for a in values:
    for b in values:
        row = [a + b, a - b, a * b]
        for op in ("/", "//", "%"):
            try:
                row.append(eval(f"a {op} b"))
            except ZeroDivisionError as e:
                row.append("ZD")
        try:
            row.append(divmod(a, b))
        except ZeroDivisionError:
            row.append("ZD")
        print(a, b, *row)
for bad in ("1.0 / 0", "1.0 // 0.0", "1.0 % 0.0", "divmod(1.0, 0)", "1 / 0.0"):
    try:
        eval(bad)
    except ZeroDivisionError as e:
        print(bad, e)
