"""Tuples, lists, dicts and sets: nanoseconds for each round of a loop."""

from _measure import main


def bench_tuple(n):
    for i in range(n):
        (i, i)


def bench_list(n):
    for i in range(n):
        [i, i]


def bench_dict(n):
    for i in range(n):
        {}


def bench_dget(n):
    d = {'a': 1, 'b': 2}
    for i in range(n):
        d['a']
        d['b']


def bench_dset(n):
    d = {'a': 1, 'b': 2}
    for i in range(n):
        d['a'] = i
        d['b'] = i


def bench_dgetm(n):
    d = {'a': 1, 'b': 2}
    for i in range(n):
        d.get('a')
        d.get('b')


def bench_diset(n):
    d = {}
    for i in range(n):
        d[i & 1023] = i


def bench_lget(n):
    l = [1, 2, 3]
    for i in range(n):
        l[0]
        l[1]
        l[2]


def bench_lset(n):
    l = [1, 2, 3]
    for i in range(n):
        l[0] = i
        l[1] = i


def bench_append(n):
    l = []
    a = l.append
    for i in range(n):
        l.append(i)


def bench_unpack(n):
    t = (1, 2)
    for i in range(n):
        a, b = t


def bench_inlist(n):
    l = [1, 2, 3, 4, 5]
    for i in range(n):
        5 in l


def bench_indict(n):
    d = {'a': 1, 'b': 2}
    for i in range(n):
        'a' in d
        'z' in d


def bench_inset(n):
    d = {1, 2, 3}
    for i in range(n):
        1 in d
        7 in d


def bench_intuple(n):
    for i in range(n):
        i in (1, 2, 3)


def bench_tkey(n):
    d = {}
    for i in range(n):
        d[i & 63, i & 7] = i


def bench_strkey(n):
    d = {}
    for i in range(n):
        d['k%d' % (i & 63)] = i


def bench_sadd(n):
    s = set()
    for i in range(n):
        s.add(i & 255)


def bench_sor(n):
    a = {1, 2, 3, 4}
    b = {3, 4, 5, 6}
    for i in range(n):
        a | b


def bench_sand(n):
    a = {1, 2, 3, 4}
    b = {3, 4, 5, 6}
    for i in range(n):
        a & b


def bench_dlit(n):
    for i in range(n):
        {'a': i, 'b': 2}


def bench_dpop(n):
    d = {}
    for i in range(n):
        d[i] = i
        d.pop(i)


def bench_sdef(n):
    d = {}
    for i in range(n):
        d.setdefault(i & 63, []).append(i)


def bench_pop(n):
    l = []
    for i in range(n):
        l.append(i)
        l.pop()


def bench_extend(n):
    l = []
    for i in range(n // 10):
        l.extend((1, 2, 3))


def bench_insert(n):
    l = []
    for i in range(n // 10):
        l.insert(0, i)
        if len(l) > 50:
            l.clear()


def bench_lmul(n):
    for i in range(n):
        [0] * 10


def bench_ladd(n):
    a = [1, 2]
    b = [3]
    for i in range(n):
        a + b


def bench_listr(n):
    for i in range(n // 10):
        list(range(10))


def bench_tuplel(n):
    l = [1, 2, 3]
    for i in range(n):
        tuple(l)


def bench_dictd(n):
    d = {'a': 1, 'b': 2, 'c': 3}
    for i in range(n // 10):
        dict(d)


def bench_setl(n):
    l = [1, 2, 3, 4]
    for i in range(n // 10):
        set(l)


def bench_lslice(n):
    l = [1, 2, 3, 4, 5, 6]
    for i in range(n):
        l[1:4]


def bench_tslice(n):
    l = (1, 2, 3, 4, 5, 6)
    for i in range(n):
        l[1:4]


def bench_lcopy(n):
    l = [1, 2, 3, 4, 5, 6]
    for i in range(n):
        l[:]


def bench_seq(n):
    a = (1, 2, 3)
    b = (1, 2, 3)
    for i in range(n):
        a == b


def bench_tlt(n):
    a = (1, 'a', 3)
    b = (1, 'a', 4)
    for i in range(n):
        a < b


def bench_leq(n):
    a = [1, 2, 3]
    b = [1, 2, 3]
    for i in range(n):
        a == b


def bench_nested(n):
    m = [[0] * 10 for _ in range(10)]
    for i in range(n):
        m[i % 10][3] = i


def bench_unpackstar(n):
    l = [1, 2, 3, 4]
    for i in range(n):
        a, *b = l


main(globals())
