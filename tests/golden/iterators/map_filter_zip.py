"""map, filter, zip and enumerate are lazy types."""
def loud(x):
    print("call", x, end="; ")
    return x


m = map(loud, [1, 2, 3])
print(type(m), next(m), list(m), list(m), iter(m) is m, isinstance(m, map))
print(list(map(lambda a, b: a + b, [1, 2, 3], (10, 20))), list(map(max, [1, 5], [4, 2], [3, 3])), list(map(str, range(3))), list(map(int.__add__, [1], [2])))
f = filter(loud, [0, 1, "", "a", None, [0]])
print(type(f), list(f), list(filter(None, [0, 1, "", "a"])), list(filter(str.isdigit, ["1", "a", "2"])), list(filter(lambda x: x % 2, range(6))))
z = zip("ab", [1, 2, 3], iter("xyz"))
print(type(z), next(z), list(z), list(zip()), list(zip("a")), dict(zip("ab", range(2))), list(zip(*[(1, 2), (3, 4)])), list(zip([1], [2], strict=True)))
e = enumerate("abc", start=5)
print(type(e), next(e), list(e), list(enumerate([])), list(enumerate("ab", -1)), list(enumerate("a", 2**70)), enumerate[int])
it = iter([1, 2, 3, 4, 5])
print(list(zip(it, it)), list(it))
a, b = iter([1, 2, 3]), iter([1, 2])
print(list(zip(a, b)), list(a), list(map(None.__class__.__name__.count, ["N", "x"])))
for bad in (lambda: list(map(len, [5])), lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1], strict=True)), lambda: list(zip([1], [1], [], strict=True)),
            lambda: list(map(lambda x: x, [1], [2])), lambda: map(len), lambda: filter(len), lambda: filter(1, 2), lambda: zip(5), lambda: list(filter(5, [1])), lambda: list(map(5, [1])), lambda: enumerate(),
            lambda: enumerate([], "a"), lambda: zip([], bad=1), lambda: list(map(lambda x: 1 / x, [1, 0])), lambda: list(map(len, ["a"], [1], strict=True)), lambda: list(map(abs, [1], strict=True))):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


def gen():
    yield 1
    raise LookupError("in source")


for f in (lambda: list(map(str, gen())), lambda: list(zip(gen(), gen())), lambda: list(enumerate(gen())), lambda: list(filter(None, gen())), lambda: sum(gen()), lambda: sorted(gen()), lambda: [*gen()], lambda: "".join(map(str, gen()))):
    try:
        f()
    except LookupError as e:
        print(e, end="; ")
print()


class M(map):
    pass


print(list(M(str, [1])), type(M(str, [])).__name__, list(map(lambda p: p[0], enumerate("ab"))), list(map(print, [])), [x for x in map(lambda g: next(g), [iter([1]), iter([2])])])
