"""Messages of augmented assignment and of unpacking, deleting and storing items."""
cases = [
    "x = 1; x += 's'", "x = 's'; x += 1", "x = []; x += 1", "x = (); x += []", "x = {}; x |= 1", "x = set(); x |= []", "x = 1; x -= None",
    "x = 1; x @= 1", "x = 'a'; x -= 'b'", "x = 1.5; x //= 's'", "x = 1; x **= []", "x = 1; x <<= 1.5", "x = None; x &= 1", "x = b''; x += ''",
    "x = 5; x[0] = 1", "x = 'abc'; x[0] = 'x'", "x = (1,); x[0] = 1", "x = b'a'; x[0] = 1", "x = None; x[0] = 1", "x = {}; x[[]] = 1",
    "x = 5; del x[0]", "x = 'abc'; del x[0]", "x = (1,); del x[0]", "x = {}; del x['k']", "x = []; del x[0]", "x = {1}; x[0]", "x = range(3); x[0] = 1",
    "x = []; x['a'] = 1", "x = []; x[0] = 1", "x = [1]; x[0:1] = 5", "x = [1]; x[::2] = [1, 2]", "x = bytearray(b'a'); x[0] = 256",
    "x = bytearray(b'a'); x[0] = 'x'", "x = len; x[0]", "x = int; x[0]", "x = print; x['a'] = 1", "x = 1; x.real = 5", "x = 1; x()", "x = 's'; x()",
    "x = None; x()", "x = [1]; x()", "x = (1, 2); a, b, c = x", "x = 1; a, b = x", "for x in 5: pass", "for x in None: pass", "for a, b in [1]: pass",
    "for a, b in [(1, 2, 3)]: pass", "x = 5; [*x]", "x = 5; {**x}", "x = [1]; {**x}", "print(*5)", "print(**5)", "with 5: pass", "raise 5",
    "x = 5; x.y.z", "import sys; sys()", "x = lambda: 1; x[0]", "x = memoryview(b'abc'); x[0] = 1", "x = 1; x: y = 2", "assert 0, 5 + 's'",
    "class A(5): pass", "class A(int, str): pass", "class A(bool): pass", "class A(A_undefined): pass", "lambda: x; (lambda a: a)()",
]
for source in cases:
    try:
        exec(source, {})
        print("fine:", source)
    except BaseException as e:
        print(source, "->", type(e).__name__, e)
