"""The usual iterator tools written as generators."""
def chain(*its):
    for it in its:
        yield from it


def islice(it, *args):
    s = slice(*args)
    wanted = iter(range(s.start or 0, s.stop if s.stop is not None else 10**9, s.step or 1))
    try:
        n = next(wanted)
    except StopIteration:
        return
    for i, v in enumerate(it):
        if i == n:
            yield v
            try:
                n = next(wanted)
            except StopIteration:
                return


def product(*pools):
    if not pools:
        yield ()
        return
    for v in pools[0]:
        for rest in product(*pools[1:]):
            yield v, *rest


def combinations(items, r):
    if r == 0:
        yield ()
        return
    for i, v in enumerate(items):
        for rest in combinations(items[i + 1:], r - 1):
            yield (v, *rest)


def groupby(it, key=lambda v: v):
    group, last = [], object()
    for v in it:
        k = key(v)
        if group and k != last:
            yield last, group
            group = []
        last = k
        group.append(v)
    if group:
        yield last, group


def accumulate(it, f=lambda a, b: a + b):
    it = iter(it)
    for total in it:
        break
    else:
        return
    yield total
    for v in it:
        total = f(total, v)
        yield total


def pairwise(it):
    it = iter(it)
    a = next(it, None)
    for b in it:
        yield a, b
        a = b


def zip_longest(*its, fill=None):
    its = [iter(i) for i in its]
    active = len(its)
    while True:
        row = []
        for i, it in enumerate(its):
            try:
                row.append(next(it))
            except StopIteration:
                active -= 1
                if not active:
                    return
                its[i] = iter(lambda: fill, object())
                row.append(fill)
        yield tuple(row)


print("".join(chain("ab", "cd")), list(islice(range(100), 3)), list(islice("abcdefg", 2, 6, 2)), list(islice("abc", 0)))
print(list(product("ab", [1, 2], [True])), list(combinations("abcd", 2)), len(list(combinations(range(10), 5))))
print(list(groupby("aabbbca")), [(k, "".join(g)) for k, g in groupby("aAbBc", str.lower)], list(accumulate(range(6))), list(accumulate([2, 3, 4], lambda a, b: a * b)))
print(list(pairwise("abcd")), list(zip_longest("abc", "x", [1, 2], fill="-")), len(list(product(*[range(3)] * 4))))
