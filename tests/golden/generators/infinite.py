"""Infinite generators and finite readers."""
def count(start=0, step=1):
    while True:
        yield start
        start += step


def take(n, it):
    for _, v in zip(range(n), it):
        yield v


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def sieve():
    composites = {}
    for n in count(2):
        if n not in composites:
            yield n
            composites[n * n] = [n]
        else:
            for p in composites.pop(n):
                composites.setdefault(n + p, []).append(p)


def cycle(it):
    saved = []
    for v in it:
        saved.append(v)
        yield v
    while saved:
        yield from saved


def takewhile(f, it):
    for v in it:
        if not f(v):
            return
        yield v


def chunks(n, it):
    it = iter(it)
    while part := list(take(n, it)):
        yield part


print(list(take(15, fibonacci())))
print(list(takewhile(lambda p: p < 60, sieve())))
print("".join(take(8, cycle("abc"))))
print(list(chunks(3, range(8))))
print(next(v for v in fibonacci() if v > 10**30))
print(list(take(3, count(10, -5))), list(take(0, count())))
def collatz(n):
    while n != 1:
        yield n
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    yield 1


print(list(collatz(7)), max(map(lambda n: len(list(collatz(n))), range(1, 30))))
