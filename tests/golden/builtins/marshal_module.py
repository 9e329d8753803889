"""marshal: values and code, there and back."""
import marshal

values = [None, True, False, ..., StopIteration, 0, 1, -1, 255, 2**31, -2**31, 2**62, 2**100, -2**1000, 0.0, -1.5, 1e300, float("inf"), 1j, 1.5 - 2j, "", "abc", "é", "🎉", "\ud800", b"", b"bytes", (), (1, 2), [1, [2]], {}, {"a": 1}, {1, 2}, frozenset([3]), slice(1, 2)]
for v in values:
    data = marshal.dumps(v)
    back = marshal.loads(data)
    print(repr(v)[:40], back == v, type(back) is type(v), len(data), data[:12] if len(data) < 40 else "")
code = compile("def f(x):\n    return x * 2\nprint(f(21))", "m", "exec")
exec(marshal.loads(marshal.dumps(code)))
print(marshal.loads(marshal.dumps(code)) == code, marshal.version)
shared = [1]
pair = marshal.loads(marshal.dumps([shared, shared]))
print(pair, pair[0] is pair[1])
for bad in (lambda: marshal.dumps(object()), lambda: marshal.dumps(len), lambda: marshal.loads(b""), lambda: marshal.loads(b"?"), lambda: marshal.loads("x"), lambda: marshal.loads(b"("), lambda: marshal.dumps([lambda: 1]), lambda: marshal.loads(b"i\x01")):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(marshal.loads(marshal.dumps(5) + b"rest"), marshal.dumps("abc", 0), marshal.dumps(2**40, 4), marshal.dumps((None, True)))
