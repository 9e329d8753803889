"""Messages of look-ups, conversions and arithmetic, part 4."""
cases = [
    "b'' + ''", '{} + {}', "memoryview(b'')[0]", 'slice(1, 2, 0).indices(5)', '[][::0]',
    'zip([1], [], strict=True).__next__()', 'next(iter(zip([], [1], strict=True)))',
    'list(zip([1], [1, 2], [1], strict=True))', '(1).to_bytes(0)', '(256).to_bytes(1)', '(-1).to_bytes(1)',
    'hash([])', '{[]: 1}', '{{}}', 'frozenset([[]])', "[1, 'a'].sort()", 'sorted([1, None])', 'max([])', 'min(())',
    "max(1, 'a')", "sum(['a'])", 'sum([[]])', 'iter(1)', 'next(iter([]))', 'reversed({1})', 'enumerate(1)',
    'dict([1])', 'dict([(1,)])', "dict(['abc'])", "eval('1 +')", "eval('')", "compile('\\0', 'f', 'eval')",
    "__import__('')", '__import__(5)', 'open(-5)', "open('')",
]
for case in cases:
    try:
        print(case, "=", repr(eval(case))[:60])
    except BaseException as e:
        print(case, "->", type(e).__name__, e)
