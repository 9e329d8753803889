"""Birth, resumption and end of generators: nanoseconds for each round of a loop."""

from _measure import main


def short(x):
    yield x
    yield (x + 1)


def inf():
    while True:
        yield 1


async def co():
    pass


def bench_gen(n):

    def g(n):
        for i in range(n):
            yield i
    for x in g(n):
        pass


def bench_genexp(n):
    for i in range(n // 100):
        sum((x for x in range(100)))


def bench_gen_create(n):
    for i in range(n):
        short(i)


def bench_gen_next(n):
    g = inf()
    for i in range(n):
        next(g)


def bench_gen_send(n):
    g = inf()
    next(g)
    for i in range(n):
        g.send(1)


def bench_gen_create_next(n):
    for i in range(n):
        next(short(i))


def bench_gen_co(n):
    for i in range(n):
        co().close()


def bench_gen_list(n):
    for i in range(n):
        list(short(i))


def bench_gen_for(n):
    for i in range(n):
        for x in short(i):
            pass


main(globals())
