"""co_positions and line numbers of a suspended generator move with it."""
def f():
    yield 1; yield 2
    yield (
        3
    )
    for i in range(2):
        yield i
    try:
        yield "t"
    finally:
        yield "f"


g = f()
first = f.__code__.co_firstlineno
lines = []
for v in g:
    lines.append((v, g.gi_frame.f_lineno - first))
print(lines)
code = f.__code__
print(code.co_name, code.co_varnames, code.co_argcount, code.co_nlocals, code.co_freevars, code.co_cellvars)
print(sorted({line - first for _, _, line in code.co_lines() if line is not None}))
positions = list(code.co_positions())
print(len(positions) * 2 == len(code.co_code), positions[0][0] == first)
g = f()
next(g)
instruction = g.gi_frame.f_lasti // 2
line, end_line, col, end_col = positions[instruction]
print(line - first, end_line - first, col, end_col)
next(g)
print([positions[g.gi_frame.f_lasti // 2][i] for i in (2, 3)])
