"""Loops, comprehensions and sorting: nanoseconds for each round of a loop."""

from _measure import main


def bench_empty(n):
    for _ in range(n):
        pass


def bench_forlist(n):
    l = list(range(1000))
    for i in range(n // 1000):
        for x in l:
            pass


def bench_lcomp(n):
    for i in range(n // 100):
        [j for j in range(100)]


def bench_enum(n):
    l = list(range(1000))
    for i in range(n // 1000):
        for j, x in enumerate(l):
            pass


def bench_zip(n):
    l = list(range(1000))
    for i in range(n // 1000):
        for j, x in zip(l, l):
            pass


def bench_items(n):
    d = {i: i for i in range(1000)}
    for i in range(n // 1000):
        for k, v in d.items():
            pass


def bench_keysit(n):
    d = {i: i for i in range(1000)}
    for i in range(n // 1000):
        for k in d:
            pass


def bench_stri(n):
    s = 'a' * 1000
    for i in range(n // 1000):
        for c in s:
            pass


def bench_map(n):
    l = [str(i) for i in range(1000)]
    for i in range(n // 1000):
        list(map(int, l))


def bench_mapstr(n):
    l = list(range(1000))
    for i in range(n // 1000):
        list(map(str, l))


def bench_any(n):
    l = [0] * 100
    for i in range(n // 100):
        any(l)


def bench_anyg(n):
    l = [0] * 100
    for i in range(n // 100):
        any((x for x in l))


def bench_sum(n):
    l = list(range(100))
    for i in range(n // 100):
        sum(l)


def bench_max(n):
    l = list(range(100))
    for i in range(n // 100):
        max(l)


def bench_dcomp(n):
    for i in range(n // 100):
        {j: j for j in range(100)}


def bench_scomp(n):
    for i in range(n // 100):
        {j for j in range(100)}


def bench_lcompif(n):
    l = list(range(100))
    for i in range(n // 100):
        [x * 2 for x in l if x & 1]


def bench_range(n):
    for i in range(n):
        range(10)


def bench_rev(n):
    l = list(range(1000))
    for i in range(n // 1000):
        for x in reversed(l):
            pass


def bench_sort(n):
    l = [i * 7919 % 1009 / 7 for i in range(1000)]
    for i in range(n // 10000):
        sorted(l)


def bench_sortint(n):
    l = [i * 7919 % 1000 for i in range(1000)]
    for i in range(n // 10000):
        sorted(l)


def bench_sortstr(n):
    l = [str(i * 7919 % 1000) for i in range(1000)]
    for i in range(n // 10000):
        sorted(l)


def bench_sortkey(n):
    l = [(i * 7919 % 1000, i) for i in range(1000)]
    for i in range(n // 10000):
        sorted(l, key=lambda t: t[0])


main(globals())
