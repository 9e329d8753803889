"""Eight sorting algorithms give what sorted() gives."""
def bubble(a):
    for i in range(len(a)):
        for j in range(len(a) - 1 - i):
            if a[j] > a[j + 1]:
                a[j], a[j + 1] = a[j + 1], a[j]
    return a


def insertion(a):
    for i in range(1, len(a)):
        v, j = a[i], i
        while j and a[j - 1] > v:
            a[j] = a[j - 1]
            j -= 1
        a[j] = v
    return a


def selection(a):
    for i in range(len(a)):
        m = min(range(i, len(a)), key=a.__getitem__)
        a[i], a[m] = a[m], a[i]
    return a


def merge(a):
    if len(a) < 2:
        return a
    left, right, out = merge(a[:len(a) // 2]), merge(a[len(a) // 2:]), []
    while left and right:
        out.append((left if left[0] <= right[0] else right).pop(0))
    return out + left + right


def quick(a):
    return quick([x for x in a if x < a[0]]) + [x for x in a if x == a[0]] + quick([x for x in a if x > a[0]]) if a else []


def heap(a):
    def sift(i, n):
        while (c := 2 * i + 1) < n:
            if c + 1 < n and a[c] < a[c + 1]:
                c += 1
            if a[i] >= a[c]:
                return
            a[i], a[c] = a[c], a[i]
            i = c
    for i in range(len(a) // 2, -1, -1):
        sift(i, len(a))
    for n in range(len(a) - 1, 0, -1):
        a[0], a[n] = a[n], a[0]
        sift(0, n)
    return a


def counting(a):
    counts = {}
    for v in a:
        counts[v] = counts.get(v, 0) + 1
    return [v for v in range(min(a, default=0), max(a, default=-1) + 1) for _ in range(counts.get(v, 0))]


def tree(a):
    def insert(t, v):
        if t is None:
            return [None, v, None]
        side = 0 if v < t[1] else 2
        t[side] = insert(t[side], v)
        return t

    def walk(t):
        if t:
            yield from walk(t[0])
            yield t[1]
            yield from walk(t[2])
    t = None
    for v in a:
        t = insert(t, v)
    return list(walk(t))


seed = 7
def rnd(n):
    global seed
    seed = seed * 16807 % 2147483647
    return seed % n


lists = [[], [1], [2, 1], [3, 3, 3], list(range(20)), list(range(20, 0, -1)), [rnd(50) - 25 for _ in range(60)], [rnd(5) for _ in range(40)]]
for f in (bubble, insertion, selection, merge, quick, heap, counting, tree):
    print(f.__name__, all(f(l[:]) == sorted(l) for l in lists), f(lists[6][:])[:5])
