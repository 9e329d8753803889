"""Recursion to 100,000 through built-ins that call Python back: it works, or ends in RecursionError."""
# golden: by hand
import sys

sys.setrecursionlimit(400_000)
N = 100_000


def attempt(name, f):
    try:
        f()
    except RecursionError:
        pass
    print(name, "ok")


def by_sorted(n):
    return sorted([n - 1], key=by_sorted) if n else []


def by_map(n):
    return list(map(by_map, [n - 1])) if n else []


def by_filter(n):
    return list(filter(by_filter, [n - 1])) if n else []


def by_max(n):
    return max([n - 1], key=by_max) if n else 0


def by_sum(n):
    return sum(by_sum(n - 1) for _ in (1,)) if n else 0


def by_next(n):
    def g():
        yield by_next(n - 1)
    return next(g()) if n else 0


def by_list(n):
    def g():
        yield by_list(n - 1)
    return list(g()) if n else []


def by_comprehension(n):
    return [by_comprehension(n - 1) for _ in (1,)] if n else []


def by_any(n):
    return any(by_any(n - 1) for _ in (1,)) if n else False


def by_join(n):
    return "".join(by_join(n - 1) for _ in (1,)) if n else ""


def by_star(n):
    def g():
        yield by_star(n - 1)
    return print(*g(), end="") if n else ""


def by_unpack(n):
    def g():
        yield by_unpack(n - 1)
    if n:
        [a] = g()


for f in (by_sorted, by_map, by_filter, by_max, by_sum, by_next, by_list, by_comprehension, by_any, by_join, by_unpack):
    attempt(f.__name__, lambda: f(N))
