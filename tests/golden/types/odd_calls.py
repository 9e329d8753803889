"""Methods of built-in types called with too few, too many and foreign arguments; constructors of the wrong class."""
class C:
    pass


objects = (5, 1.5, 2j, True, "ab", b"ab", bytearray(b"ab"), [1, 2], (1, 2), {1: 2}, frozenset({1}), range(3), slice(1, 2, 3), None, ..., len)
for o in objects:
    T = type(o)
    for name in sorted(T.__dict__):
        m = getattr(T, name, None)
        if not callable(m) or name in ("__class__", "__doc__", "__sizeof__", "__init_subclass__", "__subclasshook__", "__new__", "fromhex", "__buffer__",
                                       "__release_buffer__", "__init__", "from_bytes", "to_bytes", "__getformat__"):
            continue
        own = type(m).__name__ == "builtin_function_or_method"
        for args, kw in (((), {}), ((object(), 1), {}), ((o, 1, 2, 3, 4, 5, 6, 7), {}), ((o,), {"zzz": 1}), ((o, 1, 2), {"zzz": 1})):
            try:
                r = m(*(args[1:] if own else args), **kw)
                print(T.__name__, name, len(args), len(kw), "gives", type(r).__name__)
            except (TypeError, ValueError, AttributeError, KeyError, IndexError) as e:
                print(T.__name__, name, len(args), len(kw), type(e).__name__, e)
for T in (int, str, list, dict, tuple, set, float, bytes, range, object):
    for args in ((), (1,), (C,), (int,), (list,), (type(None),), (type(len),), (type(iter([])),)):
        try:
            print(T.__name__, args, type(T.__new__(*args)).__name__)
        except TypeError as e:
            print(T.__name__, args, e)
