"""Methods of list."""
l = [3, 1, 2]
print(l.append(4), l.extend("ab"), l.insert(0, "first"), l.insert(-1, "x"), l.insert(100, "end"), l)
print(l.pop(), l.pop(0), l.pop(-2), l.remove("a") if "a" in l else None, l.index(1), l.count(1), l.reverse(), l, l.copy() == l, l.copy() is l, l.clear(), l)
l = [5, 2, 8, 2]
print(l.sort(), l, l.sort(reverse=True), l, l.sort(key=lambda x: -x), l, l.index(2), l.index(8), l.count(2), l.count("z"))
l += (1, 2)
l *= 2
print(l, [0] * 3, 2 * [1, 2], [] + [1], l + [9], l == l[:], l is l[:], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], [1, 2] != [1, 2])
print(list("abc"), list(), list({"k": 1}), list(range(3)), [*"ab"], bool([]), len([1]), 2 in [1, 2], [[]] * 2, [x for x in range(3)], list((1, 2)), max([1, 5, 3]), [1, 2, 3][1], [1, 2, 3][-1])
l = []
l.append(l)
print(l, repr(l), len(l), l[0] is l)
a, b = [1], [2]
a.append(b)
b.append(a)
print(a, b)
nan = float("nan")
print([nan] == [nan], [nan] == [float("nan")], [1, 2].__eq__((1, 2)), [1, True, 1.0].count(1), [0, False, 0.0].index(False), [[1], [1]].index([1]), ["a"].__contains__("a"), [3].__iadd__([4]), [1].__imul__(3), [1].__reversed__().__next__())
for bad in ("[].pop()", "[1].pop(5)", "[1].remove(2)", "[1].index(2)", "[1].index(1, 1)", "[1, 'a'].sort()", "[1].sort(key=5)", "[1] + (1,)", "[1] + 1", "[1] * 'a'", "[1] * 1.5", "[1] < 1", "[1][5]", "[].insert(1)", "[].append()", "[].extend(5)", "hash([])", "[1].index('a', 'b')", "list(5)", "[1].pop('a')", "[].count()", "[] - []", "-[]", "list(a=1)", "[].sort(1)", "[].sort(cmp=1)", "[1].x", "[].__getitem__(0)", "list.append(5, 1)"):
    try:
        print(bad, eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
