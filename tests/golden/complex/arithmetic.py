"""Complex arithmetic."""
inf, nan = float("inf"), float("nan")
values = [0j, 1 + 2j, -1.5 + 0.5j, 3 + 0j, 1j, -1j, complex(inf, 1), complex(0, nan), 1e200 + 1e200j]
for a in values:
    for b in values + [2, 0.5, True]:
        row = [a + b, a - b, b - a, a * b]
        try:
            row.append(a / b)
        except ZeroDivisionError as e:
            row.append(str(e))
        print(a, b, *row, a == b)
print(abs(3 + 4j), abs(complex(inf, nan)), abs(0j), -(1 + 2j), +(1j), (1 + 2j).conjugate(), (1 + 2j).real, (1 + 2j).imag, bool(0j), bool(1j), hash(1 + 0j) == hash(1), hash(1 + 2j))
print((1 + 2j) ** 2, (1 + 2j) ** 0, (2 + 0j) ** -1, 0j ** 0, (1j) ** 3, 2 ** (1 + 0j), (1 + 1j) ** 10, (3 + 4j) ** -2)
for bad in ("1j / 0", "0j ** -1", "0j ** 1j", "1j // 1", "1j % 1", "divmod(1j, 1)", "1j < 2", "pow(1j, 2, 3)", "int(1j)", "float(1j)", "round(1j)", "abs(complex(1e308, 1e308))", "(1e200 + 1j) ** 5", "1j << 1", "~1j"):
    try:
        print(bad, eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
print(1j + 1, 1 - 1j, 2 * 3j, 1.5 + 2j, 1j * 1j, 1j == 1, 3 + 0j == 3, 1j != 1, {1 + 0j: "a"}[1], sum([1j, 2, 3.5]), complex(-0.0, 0.0) + 0, 0 - 1j, -0.0 + 1j, 5j.imag)
