"""Sets: operators, methods, comparisons."""
a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a < b, a <= a, a < {1, 2, 3, 4}, a > {1}, a == {3, 2, 1}, a != b, a.isdisjoint({9}), a.issubset(range(5)), a.issuperset([1]), 2 in a, len(a), bool(set()))
print(a.union([4], (5,)), a.intersection([1, 2], [2]), a.difference([1], [2]), a.symmetric_difference([1, 9]), a.copy() == a, set(), {*[1, 2], *(3,)}, {x % 3 for x in range(10)}, set(range(3)), frozenset([1, 2]), frozenset())
s = set()
print(s.add(1), s.add(1), s.add(2), s, s.discard(9), s.remove(1), s, s.pop(), s, s.update([5, 6], {7}), s, s.clear(), s)
s = {1, 2, 3, 4}
s |= {5}
s &= {1, 2, 3, 5}
s -= {1}
s ^= {2, 9}
print(s, s.intersection_update([3, 5, 9]), s, s.difference_update([3]), s, s.symmetric_difference_update([9, 10]), s)
f = frozenset([1, 2])
print(f | {3}, type(f | {3}).__name__, type({3} | f).__name__, f == {1, 2}, hash(f) == hash(frozenset([2, 1])), {f: "k"}[frozenset([1, 2])], f in {f}, {1, 2} in {f}, f.copy() is f, frozenset(f) is f, hash(frozenset()), hash(frozenset([1, 2, 3])))
for bad in ("{[]}", "{1}.remove(2)", "set().pop()", "{1}.add([])", "{1} | [2]", "{1} + {2}", "{1} < [1]", "{1} & 5", "set(5)", "set(1, 2)", "hash({1})", "frozenset([[]])", "frozenset().add(1)", "{1}.update(5)", "{1}.union(5)", "{{1}}", "set([{}])", "{1}.x", "{1}.issubset(5)", "[] in {1}", "{1}.discard([])", "set(a=1)", "-{1}", "{1} | {[]}", "frozenset(1, 2)"):
    try:
        print(bad, eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
x = {1}
x |= frozenset([2])
print(x, {1, 1.0, True}, {0, False, 0.0}, {"a"} == {"a"}, repr({"x"}), str(frozenset(["y"])), sorted({"b", "a"}), {None}, {()}, {(1, 2)}, {frozenset()}, set("aab") == {"a", "b"}, min({3, 1}), sum({1, 2}), {1, 2} > {1}, {1} >= {1}, {1} < {2}, {1} > {2}, sorted({1, 2} ^ {2, 3}), [1, 2] == {1, 2})


class S(set):
    pass


s = S([1])
s.attr = 5
print(s, S([1]) | {2}, type(S([1]) | {2}).__name__, type({2} | S([1])).__name__, s == {1}, s.attr, type(s.copy()).__name__, isinstance(s, set))
