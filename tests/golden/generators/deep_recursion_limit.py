"""Native recursion in a generator body ends with RecursionError and can be caught."""
def infinite(n):
    yield n
    yield from infinite(n + 1)


def depth():
    seen = 0
    try:
        for v in infinite(0):
            seen = v
            if v > 2000:
                break
    except RecursionError as e:
        return "RecursionError", seen > 100
    return "ok", seen > 100


print(depth()[0] in ("RecursionError", "ok"), depth()[1])


def self_list(n):
    if n == 0:
        return
    yield n
    for v in self_list(n - 1):
        yield v


print(sum(self_list(50)), len(list(self_list(100))))


def mutual_a(n):
    yield "a"
    if n:
        yield from mutual_b(n - 1)


def mutual_b(n):
    yield "b"
    if n:
        yield from mutual_a(n - 1)


print("".join(mutual_a(20)))
