"""Calls of Python and native functions, methods and classes: nanoseconds for each round of a loop."""

from _measure import main


def f0():
    pass


def f1(a):
    return a


class V:

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def get(self):
        return self.x

    def nop(self):
        pass


class E:
    pass


def bench_call0(n):
    f = f0
    for _ in range(n):
        f()
        f()


def bench_call1(n):
    f = f1
    for i in range(n):
        f(i)
        f(i)


def bench_meth(n):
    v = V(1, 2)
    for _ in range(n):
        v.nop()
        v.nop()


def bench_inst(n):
    for _ in range(n):
        E()
        E()


def bench_instinit(n):
    for _ in range(n):
        V(1, 2)


def bench_closure(n):
    x = 1

    def g():
        return x
    for i in range(n):
        g()


def bench_kw(n):

    def g(a, b=1):
        return a
    for i in range(n):
        g(i)
        g(i, b=2)


def bench_len(n):
    l = [1]
    for i in range(n):
        len(l)
        len(l)


def bench_star(n):

    def f(*a):
        return a
    for i in range(n):
        f(1, 2)


def bench_isinst(n):
    for i in range(n):
        isinstance(i, int)


def bench_isinstt(n):
    for i in range(n):
        isinstance('a', (int, str))


def bench_isinst2(n):

    class A:
        pass

    class B(A):
        pass
    b = B()
    for i in range(n):
        isinstance(b, A)


def bench_abs(n):
    for i in range(n):
        abs(i)


def bench_min(n):
    for i in range(n):
        min(i, 5)


def bench_ord(n):
    for i in range(n):
        ord('a')
        chr(98)


def bench_super(n):

    class A:

        def m(self):
            pass

    class B(A):

        def m(self):
            super().m()
    b = B()
    for i in range(n):
        b.m()


def bench_type(n):
    for i in range(n):
        type(i) is int


def bench_hasattr(n):

    class A:
        pass
    a = A()
    a.x = 1
    for i in range(n):
        hasattr(a, 'x')
        hasattr(a, 'y')


def bench_getattr(n):

    class A:
        pass
    a = A()
    a.x = 1
    for i in range(n):
        getattr(a, 'x')


main(globals())
