"""co_lines and co_positions agree with the source."""
def f(a,
      b):
    x = (a +
         b)
    if x > 5 and \
            b:
        return [i
                for i in range(x)]
    try:
        x = a.b.c(1)[2]
    except (AttributeError, TypeError):
        raise
    finally:
        pass
    while x: x -= 1
    return x


code = f.__code__
base = code.co_firstlineno
lines = [(s, e, line and line - base) for s, e, line in code.co_lines()]
print(all(a[1] == b[0] for a, b in zip(lines, lines[1:])), lines[0][0], lines[-1][1] == len(code.co_code))
print(sorted({l for _, _, l in lines if l is not None}))
positions = list(code.co_positions())
print(len(positions) == len(code.co_code) // 2)
print(sorted({(p[0] - base, p[1] - base, p[2], p[3]) for p in positions if p[0] is not None and p[2] is not None}))
print([b for b in ((lambda: (1,
                              2))).__code__.co_lines()][-1][2] is not None)
g = compile("a\n\n\nb = 1; c\n", "f", "exec")
print([l for _, _, l in g.co_lines()])
try:
    f("s", "t")
except (TypeError, AttributeError) as e:
    tb = e.__traceback__
    while tb.tb_next:
        tb = tb.tb_next
    print(tb.tb_lineno - base, positions[tb.tb_lasti // 2][2:])
