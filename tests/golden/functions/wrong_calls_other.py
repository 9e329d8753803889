"""Wrong calls of built-in functions and methods (other)."""
calls = [
    "b'a'.join(['x'])", "b''.fromhex('zz')", "(1).to_bytes(0, 'big')", "(-1).to_bytes(1, 'big')",
    "(1).to_bytes(1, 'x')", "int.from_bytes('x')", '(1.5).is_integer(1)', "float.fromhex('x')", 'int.__add__(1)',
    "int.__add__('a', 1)", '(1).__add__()', "int.bit_length('x')",
]
for call in calls:
    try:
        print(call, "=", repr(eval(call)).split(" at 0x")[0])
    except Exception as e:
        print(call, "->", type(e).__name__, e)
