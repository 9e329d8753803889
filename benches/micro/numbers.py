"""int of small and large size, float: nanoseconds for each round of a loop."""

from _measure import main


def bench_mod(n):
    for i in range(n):
        i % 7
        i // 3
        i & 5


def bench_float(n):
    x = 1.5
    for i in range(n):
        x * 2.0 + 1.0


def bench_int(n):
    for i in range(n):
        int('1234')


def bench_intf(n):
    x = 3.7
    for i in range(n):
        int(x)


def bench_floats(n):
    for i in range(n):
        float('3.25')


def bench_floati(n):
    for i in range(n):
        float(i)


def bench_bigadd(n):
    a = 10 ** 30
    b = 10 ** 29 + 7
    for i in range(n):
        a + b


def bench_bigmul(n):
    a = 10 ** 30
    b = 10 ** 29 + 7
    for i in range(n):
        a * b


def bench_bigmod(n):
    a = 10 ** 30
    b = 10 ** 9 + 7
    for i in range(n):
        a % b


def bench_bigacc(n):
    a = 1 << 62
    for i in range(n):
        a += i


def bench_mulmod(n):
    x = 12345678901
    for i in range(n):
        x = x * 6364136223846793005 % 18446744073709551616


def bench_shift(n):
    for i in range(n):
        1 << i % 60
        i >> 3


def bench_pow(n):
    for i in range(n):
        i ** 2


def bench_powmod(n):
    for i in range(n // 10):
        pow(i, 65537, 1000000007)


def bench_divmod(n):
    for i in range(n):
        divmod(i, 7)


def bench_round(n):
    x = 3.14159
    for i in range(n // 10):
        round(x, 2)


def bench_fdiv(n):
    for i in range(n):
        i / 3


def bench_cmpchain(n):
    for i in range(n):
        0 < i < 10


def bench_is(n):
    for i in range(n):
        if i is None:
            pass


main(globals())
