"""Keys with their own __eq__ and __hash__; look-ups that raise or change the dict."""
class K:
    def __init__(self, v, fail=None):
        self.v, self.fail = v, fail

    def __hash__(self):
        if self.fail == "hash":
            raise ValueError("hash fails")
        return hash(self.v) if self.fail != "collide" else 1

    def __eq__(self, o):
        if self.fail == "eq":
            raise ValueError("eq fails")
        return isinstance(o, K) and self.v == o.v

    def __repr__(self):
        return f"K({self.v})"


d = {K(1): "a"}
print(d[K(1)], K(1) in d, K(2) in d, d.get(K(3)), d)
for f in (lambda: d[K(1, "hash")], lambda: K(1, "hash") in d, lambda: d.get(K(1, "hash")), lambda: {K(1, "eq"): 1}[K(1, "eq")], lambda: {K(5, "eq"), K(5, "eq")}, lambda: d.setdefault(K(0, "hash"), 1), lambda: d.pop(K(0, "hash"), 1), lambda: {K(1, "hash")}, lambda: frozenset([K(1, "hash")]), lambda: dict.fromkeys([K(1, "hash")])):
    try:
        print(f())
    except (ValueError, KeyError) as e:
        print(type(e).__name__, e)


class S(str):
    def __hash__(self):
        return hash(str(self))

    def __eq__(self, o):
        return str(self) == str(o)


e = {"text": 1}
print(e[S("text")], S("text") in e, {S("k"): 1}["k"], {S("k"): 1, "k": 2})


class Evil:
    def __hash__(self):
        return hash("x")

    def __eq__(self, o):
        target.clear()
        target["y"] = 1
        return False


target = {"x": 1}
print(target.get(Evil(), "not found"), target)


class Missing(dict):
    def __missing__(self, k):
        if k == "raise":
            raise LookupError("missing raises")
        self[k] = v = k * 2
        return v


m = Missing(a="A")
print(m["a"], m["b"], m, m.get("c"), "c" in m)
try:
    m["raise"]
except LookupError as x:
    print(repr(x))


class Keys:
    def keys(self):
        return iter(["k1", "k2"])

    def __getitem__(self, k):
        return k.upper()


print(dict(Keys()), {**Keys()}, dict(Keys(), z=1))
u = {}
u.update(Keys())
print(u)
try:
    print({}[(1, [2])])
except TypeError as x:
    print(x)
mutable = K(1)
t = {mutable: "v"}
mutable.v = 2
print(K(1) in t, K(2) in t, list(t))
