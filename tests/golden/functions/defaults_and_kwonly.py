"""Defaults are evaluated once, in order; keyword-only and positional-only parameters."""
def v(x):
    print("eval", x, end="; ")
    return x


def f(a=v(1), b=v(2), *, c=v(3), d=v(4)):
    return a, b, c, d


print()
print(f(), f(d=0, b=5), f(9, c=8))


def mutable(x, acc=[]):
    acc.append(x)
    return acc


print(mutable(1), mutable(2), mutable(3, []), mutable.__defaults__)


def po(a, b=2, /, c=3, *, d=4):
    return a, b, c, d


print(po(1), po(1, 5, 6, d=7), po(1, c=9))


def po_kw(a, /, **kw):
    return a, kw


print(po_kw(1, a=2, b=3))


def only(*, a, b=1):
    return a, b


print(only(a=5), only(b=2, a=1))


def star(*a, b, **c):
    return a, b, c


print(star(1, 2, b=3, c=4), star(b=1))


class C:
    k = 5

    def m(self, x=k, *, y=k + 1):
        return x, y


print(C().m(), C().m(1, y=2))


def late(x=None):
    x = x or []
    x.append(1)
    return x


print(late(), late(), [g() for g in [lambda i=i: i for i in range(3)]])


def nested(a, b=lambda: default_name):
    return a, b()


default_name = "resolved later"
print(nested(1))


def kw_order(**kw):
    return list(kw)


print(kw_order(z=1, a=2, m=3), kw_order(**{"q": 1}, b=2))


def modifies(**kw):
    kw["new"] = 1
    return kw


d = {"a": 1}
print(modifies(**d), d)


def args_tuple(*args):
    return type(args).__name__, args is args_tuple.last


args_tuple.last = (1, 2)
print(args_tuple(*args_tuple.last)[0])
def many(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, *, k0, k1=1, k2, k3=3): return a0 + a9 + k0 + k1 + k2 + k3
print(many(*range(10), k0=100, k2=1000))
