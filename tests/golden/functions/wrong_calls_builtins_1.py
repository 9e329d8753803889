"""Wrong calls of built-in functions and methods (builtins 1)."""
calls = [
    'len()', 'len(1, 2)', 'len(5)', 'len(obj=[])', 'abs()', "abs('x')", "chr('a')", 'chr(-1)', 'chr(0x110000)',
    "ord('ab')", 'ord(5)', "ord('')", 'hex(1.5)', "bin('x')", 'sum()', 'sum(5)', "sum('ab')", "sum([], '')",
    "sum([1], start='x')", 'min()', 'max([])', 'min(1)', "max(1, 'a')", 'min([], default=3)', 'min(1, 2, default=3)',
    'sorted()', 'sorted(1)', "sorted([1, 'a'])", 'sorted([], 1)', 'sorted([], cmp=1)', "round('x')", "round(1, 'a')",
    'divmod(1)', 'divmod(1, 0)', 'pow(1)', 'pow(2, 3, 0)', 'pow(2, -1, 4)', 'print(sep=1)', 'print(end=2)',
    'print(foo=1)',
]
for call in calls:
    try:
        print(call, "=", repr(eval(call)).split(" at 0x")[0])
    except Exception as e:
        print(call, "->", type(e).__name__, e)
