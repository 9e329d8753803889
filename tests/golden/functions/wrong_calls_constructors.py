"""Wrong calls of built-in functions and methods (constructors)."""
calls = [
    'bytes(-1)', 'bytes([256])', "bytes(['a'])", "bytes('x', 'utf-8', 'strict', 1)", "bytearray('x')", 'list(1)',
    'list(1, 2)', 'tuple(5)', 'dict(5)', 'dict([1])', 'dict([(1, 2, 3)])', 'dict(1, 2)', 'set(5)', 'set([[]])',
    'frozenset(1, 2)', 'slice()', 'type()', 'super(1)', 'object(1)', 'bool(1, 2)', "memoryview('x')", 'memoryview()',
    'eval(5)', 'exec(5)', "compile('1', 'f', 'bad')", "compile('1', 'f')", 'open()', 'input(1, 2)', 'hash([])',
    'hash({})', 'id()', 'vars(5)', 'dir(1, 2)', 'callable()', 'format(1, 2)', 'repr()', 'ascii()', 'any(1)', 'all()',
    'globals(1)', '[].append()', '[].append(1, 2)', '[].append(x=1)', '[].pop(1, 2)', '[].pop()', '[1].index(5)',
    '[].remove(1)', '[].insert(1)', '[].sort(1)', '[].extend(5)',
]
for call in calls:
    try:
        print(call, "=", repr(eval(call)).split(" at 0x")[0])
    except Exception as e:
        print(call, "->", type(e).__name__, e)
