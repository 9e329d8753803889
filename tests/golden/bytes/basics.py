"""bytes and bytearray: construction, indexing, operators."""
for args in ((), (3,), (b"ab",), ([65, 66],), ("é", "utf-8"), ("a", "ascii", "strict"), (range(3),), (bytearray(b"x"),), (memoryview(b"yz"),), (iter([1]),), (True,)):
    print(bytes(*args), bytearray(*args))
for args in (("x",), (-1,), ([256],), ([-1],), (["a"],), (1.5,), (None,), ("é", "ascii"), (5, "ascii"), ([1], "ascii"), ({},), (object(),), (2**70,)):
    for t in (bytes, bytearray):
        try:
            print(t(*args))
        except Exception as e:
            print(t.__name__, args[0] if type(args[0]) is not object else "object", type(e).__name__, e)
b = b"hello"
print(b[0], b[-1], b[1:3], b[::-1], len(b), list(b[:2]), b + b"!", b * 2, 101 in b, b"ell" in b, b == bytearray(b), b < b"help", hash(b) == hash(b"hello"), b"%d %s %a" % (5, b"x", "é"), b"a" b"b", bytes(reversed(b)), sorted(b), max(b), b.hex(), b.hex("-"), b.hex(":", 2), bytes.fromhex("48 65 6c"), bytearray.fromhex("ff00"), b"\x00\x7f\x80\xff\n\t'\"\\")
for bad in ("b[9]", "b['a']", "b + 'x'", "b + 1", "b * b", "300 in b", "'a' in b", "b[0] = 1", "b < 'a'", "bytes.fromhex('4')", "bytes.fromhex('zz')", "bytes.fromhex(5)", "b.hex('ab')", "b.hex(5)", "b'%d' % 'a'", "b'%s' % 'a'", "b.join(['a'])", "b.find('a')", "b.split('a')", "b.replace('a', 'b')", "b.decode(5)", "bytes(b, 'ascii')", "b.startswith('a')", "b.strip('a')", "b.translate('a')", "b'é'", "hash(bytearray())"):
    try:
        print(bad, eval(bad) if "] =" not in bad else exec(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
