"""bytearray changes in place."""
b = bytearray(b"hello")
b[0] = 72
b[1:3] = b"EY!"
print(b, len(b))
b.append(33)
b.extend(b"ab")
b.extend([99, 100])
b += b"plus"
b *= 2
print(b)
print(b.pop(), b.pop(0), b, b.remove(33), b)
b.insert(0, 65)
b.reverse()
print(b, b.copy() == b, b.copy() is b)
del b[0], b[::2]
print(b)
b[:] = b""
print(b, bool(b))
b.clear()
b[0:0] = range(65, 70)
b[1:4:2] = b"xy"
b[-1:] = bytearray(b"end")
print(b, b.find(b"x"), b"x" in b, 120 in b)
b.resize(3)
print(b)
b.resize(5)
print(b)
for bad in ("b[0] = 256", "b[0] = -1", "b[0] = 'a'", "b[0] = b'a'", "b[99] = 1", "b.append(256)", "b.append('a')", "b.append(b'a')", "b.extend(5)", "b.extend('a')", "b.extend([300])", "b.pop(99)", "b.remove(1)", "b.remove(300)", "b.insert(0, 300)", "b[::2] = b'abcde'", "b[0:1] = 'a'", "b[0:1] = 5", "b['a'] = 1", "del b[99]", "b += 5", "b += 'a'", "b *= 'a'", "bytearray().pop()", "b.resize(-1)", "b.resize('a')", "hash(b)", "b < 5"):
    try:
        exec(bad)
        print(bad, b)
    except Exception as e:
        print(bad, type(e).__name__, e)
m = memoryview(b)
for change in (lambda: b.append(1), lambda: b.clear(), lambda: b.extend(b"x"), lambda: b.pop(), lambda: b.resize(1), lambda: b.__delitem__(0), lambda: b.__setitem__(slice(0, 1), b"ab")):
    try:
        change()
    except BufferError as e:
        print(e)
b[0] = 90
m[1] = 91
print(m.tobytes(), b)
m.release()
b.append(1)
print(b, bytearray(b"a") == b"a", bytearray(b"a") in [b"a"], bytearray(b"abc").__alloc__() > 3, bytearray(b"x").join([b"1", b"2"]), bytes(bytearray(b"q")))
