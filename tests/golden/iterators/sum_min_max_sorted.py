"""sum, min, max, any, all, sorted over every kind of iterable, with keys."""
print(sum([]), sum([], 5), sum([1, 2], start=10), sum([[1], [2]], []), sum(((1,), (2,)), ()), sum([1.5, 2]), sum([True, True]), sum([2**62, 2**62]), sum(x for x in range(5)), sum({1: "a", 2: "b"}))
print(min(3, 1, 2), max([3, 1, 2]), min("hello"), max("a", "B", key=str.lower), min([], default="d"), max({1: 0, 5: 0}), min([3, -5, 2], key=abs), max([(1, "a"), (1, "b")]), max(["aa", "b"], key=len), min(iter([2, 1])), max([1, True, 1.0]), min([1.0, 1, True]))
print(any([]), all([]), any([0, "", None, 5]), all([1, "a", [0]]), any(x > 3 for x in range(10)), all(x < 3 for x in range(10)))
print(sorted([3, 1, 2]), sorted("hello"), sorted({3: 0, 1: 0}), sorted([3, 1, 2], reverse=True), sorted(["b", "A", "c"], key=str.lower), sorted([(1, "b"), (0, "z"), (1, "a")], key=lambda p: p[0]), sorted([True, 0, 5, -1.5]), sorted([[2], [1, 5], [1]]))
words = "the quick brown fox jumps over the lazy dog".split()
print(sorted(words, key=len), sorted(words, key=lambda w: (-len(w), w)), sorted(words, key=len, reverse=True), sorted(set(words)))
for bad in (lambda: sum(["a"]), lambda: sum("ab", ""), lambda: sum([b"a"], b""), lambda: sum(5), lambda: min(), lambda: max([]), lambda: min(5), lambda: max(1, "a"), lambda: sorted([1, "a"]), lambda: sorted(5), lambda: sorted([1], key=5), lambda: sorted([1], lambda x: x), lambda: max(1, 2, default=0), lambda: max([1], key=5), lambda: any(5), lambda: min([1, None]), lambda: sorted([1j, 2j]), lambda: sum([bytearray()], bytearray()), lambda: sorted([], reverse="x"), lambda: sorted([3, 1], key=lambda x: 1 / (x - 1))):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
calls = []
print(sorted([3, 1, 2], key=lambda x: calls.append(x) or x), calls, max([1, 2, 3], key=lambda x: calls.append(x) or -x), calls)


class P:
    def __init__(self, v, tag):
        self.v, self.tag = v, tag

    def __lt__(self, o):
        return self.v < o.v

    def __repr__(self):
        return f"{self.v}{self.tag}"


ps = [P(v, t) for t, v in zip("abcdefghij", [3, 1, 2, 3, 1, 2, 3, 1, 2, 0])]
print(sorted(ps), sorted(ps, reverse=True), min(ps), max(ps, key=lambda p: p.tag))
import sys
x = 12345
data = []
for i in range(2000):
    x = (x * 1103515245 + 12345) % 2**31
    data.append((x >> 8) % 500)
s = sorted(data)
print(all(a <= b for a, b in zip(s, s[1:])), s[:5], s[-5:], [d for d, _ in sorted(enumerate(data), key=lambda p: p[1])[:8]], sorted(data, key=lambda v: -v)[:3], data == data[:], hash(tuple(s)))
