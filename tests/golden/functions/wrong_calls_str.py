"""Wrong calls of built-in functions and methods (str)."""
calls = [
    "'a'.join([1])", "'a'.join(5)", "'a'.split(1)", "'a'.split('')", "'a'.replace('b')", "'a'.find()",
    "'a'.center()", "'a'.center(1, 'xx')", "'a'.encode('nope')", "'a'.startswith(1)", "'a'.startswith((1,))",
    "'a'.zfill('x')", "'a'.index('b')", "'a'.format(1).foo", "'{}'.format()", "'{a}'.format()", "'a'.translate(1)",
    "'ab'.count()", 'str.upper()', 'str.upper(1)',
]
for call in calls:
    try:
        print(call, "=", repr(eval(call)).split(" at 0x")[0])
    except Exception as e:
        print(call, "->", type(e).__name__, e)
