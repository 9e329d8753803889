"""Conversions between all built-in types."""
values = [0, 5, -1.5, True, None, "", "7", "x", b"", b"12", [], [1, 2], (), (3, 4), {}, {"a": 1}, set(), {7}, range(3), 1j]
types = [bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, bytearray, repr, len, iter, hash, sorted, sum]
for v in values:
    row = []
    for t in types:
        try:
            r = t(v)
            row.append(type(r).__name__ if t in (iter, hash) else repr(r))
        except Exception as e:
            row.append(f"{type(e).__name__}")
    print(repr(v), "|", " ".join(row))
