"""memoryview: slices, formats, casts, release."""
m = memoryview(b"abcdef")
print(m[0], m[-1], m[1:3].tobytes(), m[::2].tobytes(), m[::-1].tolist(), len(m), m.format, m.itemsize, m.nbytes, m.ndim, m.shape, m.strides, m.readonly, m.contiguous, m.c_contiguous, m.f_contiguous, m.suboffsets, m.obj)
print(m == b"abcdef", m == memoryview(bytearray(b"abcdef")), m[1:3] == b"bc", m != b"x", hash(m) == hash(b"abcdef"), 97 in m, list(m), m.hex(), m.hex("-"), bytes(m), bytearray(m), b"x" + bytes(m[:1]), m.count(97), m.index(98))
b = bytearray(8)
w = memoryview(b)
w[0] = 255
w[2:4] = b"xy"
print(b, w.readonly)
i = w.cast("i")
i[1] = -2
print(b, i.tolist(), i.format, i.itemsize, i.shape, i[1], i.cast("B").tolist())
h = w.cast("H")
print(h.tolist(), len(h), h.nbytes, w.cast("b").tolist(), w.cast("c")[0], w.cast("Q").tolist(), w.cast("?").tolist(), w.cast("B", (2, 4)).tolist(), w.cast("B", shape=[4, 2])[1, 1])
w.cast("d")[0] = 1.5
print(b, w.cast("d").tolist(), w.cast("f").tolist())
two = w.cast("B", (2, 4))
print(two.ndim, two.shape, two.strides, two[1, 2], two.tobytes() == bytes(b))
for bad in ("m[9]", "m['a']", "m[0] = 1", "w[0] = 256", "w[0] = 'a'", "w[0:2] = b'abc'", "w[99] = 1", "memoryview('a')", "memoryview(5)", "memoryview()", "m[::0]", "w.cast('z')", "w.cast('i')[0] = 2**40", "m.cast('i')", "two[0]", "two[5, 0]", "del w[0]", "m < m", "w.cast('H').cast('i')", "hash(w)", "w.cast('B', (3, 3))", "m[1, 2]", "m.index(5)", "w[0:2] = 5"):
    try:
        print(bad, eval(bad) if " = " not in bad and "del" not in bad else exec(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
with memoryview(b"ctx") as c:
    print(c.tobytes())
for f in (lambda: c[0], lambda: len(c), lambda: c.tobytes(), lambda: c.format, lambda: c == b"", lambda: c.__enter__()):
    try:
        print(f())
    except ValueError as e:
        print(e)
print(repr(c).split(" at")[0], repr(m).split(" at")[0], m.toreadonly().readonly, w.toreadonly()[0] == w[0], w.toreadonly().readonly)
s = m[1:4]
m.release()
print(s.tobytes())
