"""Sorting: stability, errors in the middle, changes while sorting."""
data = [("b", 2), ("a", 1), ("c", 2), ("a", 2), ("b", 1)]
print(sorted(data), sorted(data, key=lambda p: p[1]), sorted(data, key=lambda p: p[0], reverse=True), sorted(data, reverse=True))
l = [3, 1, "x", 2]
try:
    l.sort()
except TypeError as e:
    print(e, sorted(map(str, l)))
l = [5, 3, 4, 1]
try:
    l.sort(key=lambda x: 1 / (x - 4))
except ZeroDivisionError as e:
    print(e, sorted(l))
seen = []
l = [3, 2, 1]
try:
    l.sort(key=lambda x: seen.append(list(l)) or x)
    print(l, seen)
except ValueError as e:
    print(e)
l = [3, 2, 1]
try:
    l.sort(key=lambda x: l.append(x) or x)
except ValueError as e:
    print(e, l)


class Rev:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        return self.v > o.v

    def __repr__(self):
        return f"R{self.v}"


print(sorted([Rev(2), Rev(3), Rev(1)]), sorted([1.5, 1, True, 0, -0.0, 2**70, float("-inf")]), sorted(["b", "B", "a", "é", "Z", ""]), sorted([(1, 2), (1,), (), (0, 5)]), sorted([[3], [1, 2], [1]]), sorted([b"b", b"a", b""]), sorted([{1}, {1, 2}, set()], key=len), sorted([None, None], key=lambda x: 0))
x = 1
big = []
for i in range(3000):
    x = x * 1103515245 + 12345 & 0x7fffffff
    big.append(x >> 12)
s = sorted(big)
print(all(a <= b for a, b in zip(s, s[1:])), sum(s) == sum(big), s[0], s[1500], s[-1])
runs = list(range(100)) + list(range(50, 0, -1)) + list(range(25)) * 3
print(sorted(runs) == sorted(runs[::-1]), sorted(runs)[:6], sorted(range(1000), key=lambda v: v % 10)[:12], sorted(big, key=lambda v: v % 7, reverse=True)[:3] == sorted(big, key=lambda v: -(v % 7))[:3])
count = [0]


class Cmp:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        count[0] += 1
        return self.v < o.v


sorted(Cmp(v) for v in range(1000))
print("comparisons of sorted input:", count[0])
nums = [3, 1, 2]
nums.sort(key=None, reverse=False)
print(nums, sorted("bca", key=str.upper, reverse=1), sorted({3: "c", 1: "a"}.items()), min(data, key=lambda p: p[1]), max(data, key=lambda p: p[1]))
