"""Raising and catching: nanoseconds for each round of a loop."""

from _measure import main


def bench_exc(n):
    for i in range(n):
        try:
            raise ValueError
        except ValueError:
            pass


def bench_excframes(n):

    def a():
        raise ValueError('x')

    def b():
        a()

    def c():
        b()
    for i in range(n // 10):
        try:
            c()
        except ValueError as e:
            pass


def bench_keyerr(n):
    d = {}
    for i in range(n // 10):
        try:
            d['x']
        except KeyError:
            pass


def bench_attrerr(n):
    o = object()
    for i in range(n // 10):
        try:
            o.x
        except AttributeError:
            pass


def bench_tryok(n):
    for i in range(n):
        try:
            pass
        except ValueError:
            pass


main(globals())
