"""Methods of dict."""
d = {"a": 1, "b": 2}
print(d.get("a"), d.get("z"), d.get("z", 0), d.pop("a"), d.pop("z", "default"), d.setdefault("c", 3), d.setdefault("c", 9), d, d.setdefault("n"), d.popitem(), d)
d.update({"x": 1}, y=2)
d.update([("z", 3), ["w", 4]])
d.update(b=20)
print(d, len(d), "x" in d, list(d), list(d.values()), list(d.items()), d.copy() == d, d.copy() is d)
print(dict(a=1), dict([(1, 2)]), dict({"k": 1}, j=2), dict(zip("ab", range(2))), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), {**d, "new": 1}, dict(), {}, {1: "a", 1.0: "b", True: "c"})
print(d | {"q": 1}, {"p": 0} | d, d == dict(reversed(list(d.items()))), {1: 2} == {1: 2.0}, {1: 2} != {1: 3}, list(reversed(d)), list(reversed(d.values())), list(reversed(d.items())))
d |= {"b": "changed"}
d |= [("k", "v")]
print(d)
del d["k"], d["b"]
d["last"] = d["x"] = 5
print(d, list(d.items())[-1], next(iter(d)), sorted(d.items(), key=lambda p: str(p[1])))
d.clear()
print(d, bool(d))
for bad in ("{}['k']", "{}.pop('k')", "{}.popitem()", "{[]: 1}", "{}[[]]", "dict(5)", "dict([1])", "dict([(1, 2, 3)])", "dict(['a'])", "dict(1, 2)", "{}.update(5)", "{}.get()", "{} + {}", "{} < {}", "{} | 5", "{} | [(1, 2)]", "hash({})", "{}.pop()", "dict.fromkeys()", "dict.fromkeys(5)", "dict.fromkeys([[]])", "{}.setdefault()", "{}.x", "dict(**{1: 2})", "{**5}", "{}.get(1, 2, 3)", "{}.keys() + {}", "{}.update([1], x=2)", "del {}['k']", "{}.setdefault([], 1)"):
    try:
        print(bad, eval(bad) if "del" not in bad else exec(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
r = {}
r["self"] = r
print(r, [r], {"nested": {"deep": {1: (2, [3])}}})
