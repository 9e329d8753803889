"""f_back, tracebacks and sys._getframe seen from the leaf, whoever resumes which link."""
import sys


def stack():
    f, names = sys._getframe(1), []
    while f:
        names.append(f.f_code.co_name)
        f = f.f_back
    return names


def leaf():
    while True:
        yield stack()


def middle(g):
    yield from g


def root(g):
    yield from g


def by_root():
    return next(r)


def by_middle():
    return next(m)


def by_leaf():
    return next(l)


l = leaf()
m = middle(l)
r = root(m)
for f in (by_root, by_middle, by_root, by_leaf, by_root, by_root, by_middle, by_leaf, by_leaf, by_root):
    print(f.__name__, f())
print([g.gi_frame.f_back for g in (r, m, l)])


def failing():
    yield
    1 / 0


def names(e):
    tb, out = e.__traceback__, []
    while tb:
        out.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    return out


for which in range(3):
    l = failing()
    m = middle(l)
    r = root(m)
    next(r)
    g = (r, m, l)[which]
    try:
        next(g)
    except ZeroDivisionError as e:
        print(names(e))
