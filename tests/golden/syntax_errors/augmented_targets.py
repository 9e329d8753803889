"""Messages and places of wrong sources: augmented targets."""
cases = [
    'a, b += 1', '(a, b) += 1', '[a] += 1', 'f() += 1', '1 += 1', "'s' += 1", 'None += 1',
    'a if b else c += 1', 'lambda: x += 1', '(x for x in y) += 1', 'a + b -= 1', '*a += 1', 'a += b += c',
    'a += b = c', 'x += yield = 1', 'a := 1', '__debug__ += 1', '(a) += 1', 'a.b += 1; c[0] *= 2',
    "f'{x}' += 1", 'a < b += 1', '{} |= 1',
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, repr(e.text), "|", repr(source))
