"""Views are live, ordered and set-like."""
d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
d["c"] = 3
print(k, v, i, len(k), "c" in k, 3 in v, ("c", 3) in i, ("c", 4) in i, "zz" in i, type(k), list(k))
print(k & {"a", "z"}, k - {"a"} == {"b", "c"}, sorted(k | ["q"]), sorted(k ^ {"a", "x"}), k == {"a", "b", "c"}, k < {"a", "b", "c", "d"}, k >= {"a"}, k.isdisjoint(["x"]), i & {("a", 1)}, sorted({"a", "y"} & k), i.isdisjoint([]), k != ["a"], {"a"} <= k, sorted({"z"} | k))
print(v == d.values(), v == v, k == d.keys(), i == d.items(), k.mapping, type(k.mapping).__name__, repr({}.keys()), repr({}.values()), repr({}.items()))
for bad in (lambda: k[0], lambda: k + k, lambda: v & v, lambda: hash(k), lambda: k & 5, lambda: len(iter(k)), lambda: v < v, lambda: k.mapping.__setitem__(1, 2), lambda: 5 - k, lambda: [] & k, lambda: k | 5):
    try:
        print(sorted(bad()))
    except (TypeError, AttributeError) as e:
        print(e)
for method in ("keys", "values", "items"):
    it = iter(getattr(d, method)())
    next(it)
    d["new" + method] = 0
    try:
        next(it)
    except RuntimeError as e:
        print(e)
print(list(d), [x for x in d.items() if x[1]], {y: x for x, y in d.items()}, max(d, key=d.get), sum(d.values()), min(d.items(), key=lambda p: p[1]))
it = iter(d)
d["a"] = 100
print(next(it), len(d), it.__length_hint__())
