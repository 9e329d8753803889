"""str, bytes and formatting: nanoseconds for each round of a loop."""

from _measure import main


def bench_strcat(n):
    for i in range(n):
        'a' + 'b' * 1


def bench_fstr(n):
    for i in range(n):
        f'a{i}b'


def bench_cmpstr(n):
    a = 'abc'
    for i in range(n):
        if a == 'abc':
            pass


def bench_upper(n):
    s = 'hello world'
    for i in range(n):
        s.upper()


def bench_split(n):
    s = 'a b c d e f'
    for i in range(n):
        s.split()


def bench_splitc(n):
    s = 'a,b,c,d'
    for i in range(n):
        s.split(',')


def bench_join(n):
    l = ['ab', 'cd', 'ef', 'gh']
    for i in range(n):
        ','.join(l)


def bench_replace(n):
    s = 'hello world'
    for i in range(n):
        s.replace('o', '0')


def bench_find(n):
    s = 'hello world'
    for i in range(n):
        s.find('wor')


def bench_startswith(n):
    s = 'hello world'
    for i in range(n):
        s.startswith('hell')


def bench_strip(n):
    s = '  hello '
    for i in range(n):
        s.strip()


def bench_sidx(n):
    s = 'hello'
    for i in range(n):
        s[1]
        s[-1]


def bench_sslice(n):
    s = 'hello world'
    for i in range(n):
        s[2:5]


def bench_instr(n):
    s = 'hello world'
    for i in range(n):
        'wor' in s


def bench_fmtf(n):
    x = 3.14159
    for i in range(n // 10):
        f'{x:.2f}'


def bench_fmti(n):
    for i in range(n // 10):
        f'{i:05d}'


def bench_pct(n):
    for i in range(n // 10):
        '%d %s' % (i, 'x')


def bench_sformat(n):
    for i in range(n // 10):
        '{} {}'.format(i, 'x')


def bench_str(n):
    for i in range(n):
        str(i)


def bench_strf(n):
    x = 1.5
    for i in range(n):
        str(x)


def bench_reprs(n):
    s = 'hello'
    for i in range(n):
        repr(s)


def bench_reprl(n):
    l = [1, 2, 3]
    for i in range(n // 10):
        repr(l)


def bench_strbuild(n):
    s = ''
    for i in range(n):
        s += 'x'
        if len(s) > 1000:
            s = ''


def bench_bytes(n):
    b = b'hello world'
    for i in range(n):
        b[3]
        b[2:5]


def bench_bytecat(n):
    for i in range(n):
        b'abc' + b'def' * 1


def bench_barr(n):
    b = bytearray(10)
    for i in range(n):
        b[3] = i & 255


def bench_isdigit(n):
    s = '1234'
    for i in range(n):
        s.isdigit()


def bench_lower(n):
    s = 'HELLO'
    for i in range(n):
        s.lower()


def bench_count(n):
    s = 'hello world'
    for i in range(n):
        s.count('o')


main(globals())
