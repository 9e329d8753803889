"""Wrong calls of built-in functions and methods (builtins 2)."""
calls = [
    'isinstance(1)', 'getattr(1)', "setattr(1, 'x')", 'iter()', 'next(1)', 'range()', 'range(1.5)', 'range(1, 2, 0)',
    'range(1, 2, 3, 4)', 'enumerate()', 'enumerate(5)', "enumerate([], 'x')", 'zip(1)',
    'zip([1], [1, 2], strict=True)', 'map()', 'map(len)', 'filter(None)', 'map(None, [1]).__next__()', 'reversed()',
    'reversed({1})', "int('x')", "int('1', 1)", 'int([])', "int('1', 'a')", 'int(1, 2)', "int('12', base=50)",
    "float('x')", 'float([])', 'float(1, 2)', "complex('x')", "complex('1', 2)", 'complex([])', 'str(1, 2)',
    "str(b'x', 5)", "bytes('x')",
]
for call in calls:
    try:
        print(call, "=", repr(eval(call)).split(" at 0x")[0])
    except Exception as e:
        print(call, "->", type(e).__name__, e)
