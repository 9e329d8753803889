"""Iterators of the built-in containers: lengths, mutation while iterating, exhaustion."""
for c in ([1, 2], (1, 2), "ab", b"ab", bytearray(b"ab"), {1: 2, 3: 4}, {1}, frozenset([1]), range(2), {1: 2}.keys(), {1: 2}.values(), {1: 2}.items(), memoryview(b"ab")):
    it = iter(c)
    hint = it.__length_hint__() if hasattr(it, "__length_hint__") else None
    print(type(it).__name__, hint, next(it), list(it), next(it, "end"), iter(it) is it)
for c in ([1, 2, 3], (1, 2, 3), "abc", {1: 1, 2: 2}, range(3), b"ab", {"a": 1}.keys(), {"a": 1}.items()):
    it = reversed(c)
    print(type(it).__name__, list(it), list(it))
for bad in (lambda: reversed({1}), lambda: reversed(5), lambda: reversed(iter([])), lambda: reversed((x for x in ())), lambda: next([]), lambda: iter(5), lambda: reversed(), lambda: reversed([], [])):
    try:
        bad()
    except TypeError as e:
        print(e)
l = [1, 2, 3]
out = []
for x in l:
    out.append(x)
    if x < 10 and len(l) < 8:
        l.append(x * 10)
print(out, l)
l = [1, 2, 3, 4]
for x in l:
    l.remove(x)
print(l)
it = iter(l)
l.clear()
print(list(it))
l.append(5)
print(list(it), next(it, "still over"))
for make, change in ((lambda: {1: 1, 2: 2}, lambda d: d.pop(2)), (lambda: {1: 1}, lambda d: d.update({5: 5})), (lambda: {1, 2}, lambda d: d.add(9)), (lambda: {1: 1, 2: 2}, lambda d: d.clear())):
    c = make()
    try:
        for x in c:
            change(c)
        print("finished")
    except RuntimeError as e:
        print(e)
d = {1: 1, 2: 2}
for k in d:
    d[k] = 5
print(d)
d = {1: 1, 2: 2, 3: 3}
try:
    for k in d:
        del d[k]
        d[k + 10] = 1
except RuntimeError as e:
    print(e)
it = iter([1, 2, 3])
print(2 in it, list(it), max(iter([3, 1])), *iter("ab"), it.__reduce__()[0].__name__, iter([5, 6]).__reduce__()[1:], iter("").__reduce__()[0].__name__)
i = iter([1, 2, 3, 4])
next(i)
i.__setstate__(3)
print(list(i), list(iter({}.keys())), list(iter(lambda n=[3]: n.append(n[-1] - 1) or n[-1], 0)))
