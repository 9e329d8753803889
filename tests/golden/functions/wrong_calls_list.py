"""Wrong calls of built-in functions and methods (list)."""
calls = [
    '(1,).index(2)', 'list.append()', 'list.append(1, 2)', '[].__len__(1)',
]
for call in calls:
    try:
        print(call, "=", repr(eval(call)).split(" at 0x")[0])
    except Exception as e:
        print(call, "->", type(e).__name__, e)
