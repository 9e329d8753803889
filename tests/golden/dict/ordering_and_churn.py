"""Insertion order through deletions, re-insertions and growth."""
d = {}
for i in range(10):
    d[i] = i
for i in (3, 5, 7):
    del d[i]
d[3] = "again"
d[0] = "updated in place"
print(d, list(d)[-1], d.popitem(), d.popitem(), d)
for n in range(5000):
    d[n] = n
    if n % 3 == 0:
        d.pop(n // 2, None)
    if n % 5 == 0:
        d.pop(n, None)
print(len(d), list(d)[:10], list(d)[-5:], sum(d.values() if all(isinstance(v, int) for v in d.values()) else [0]))
words = {}
for i in range(3000):
    w = f"k{i * 7919 % 1009}"
    words[w] = words.get(w, 0) + i
print(len(words), list(words)[:5], words["k7"], sum(words.values()))
while words:
    k, v = words.popitem()
    if len(words) % 400 == 0:
        print(k, v, len(words))


class Collide:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 7

    def __eq__(self, o):
        return self.n == o.n

    def __repr__(self):
        return f"C{self.n}"


c = {Collide(i): i for i in range(50)}
print(len(c), c[Collide(25)], Collide(99) in c, list(c)[:3], c.pop(Collide(0)), len(c), next(iter(c)))
m = {1: "int", "1": "str", (1,): "tuple", 1.5: "float", None: "none", True: "bool wins 1", frozenset([1]): "fs", b"1": "bytes", int: "type", len: "function"}
print(m[1], m["1"], m[1,], m[1.5], m[None], m[frozenset([1])], m[b"1"], m[int], m[len], len(m), m[1.0])
nan = float("nan")
n = {nan: 1}
print(n[nan], float("nan") in n, n)
a, b = {"x": 1, "y": 2}, {"y": 2, "x": 1}
print(a == b, list(a) == list(b), str(a), str(b), {**a, **b}, a | b)
