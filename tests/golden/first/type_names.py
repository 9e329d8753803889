for v in (1, 1.0, 1j, "s", b"b", [], (), {}, set(), frozenset(), None, True, ..., range(1), slice(1), len, lambda: 0, int, object()):
    print(type(v).__name__)
