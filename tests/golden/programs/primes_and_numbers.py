"""Number theory with generators: sieve, factors, perfect numbers, Collatz, Goldbach, continued fractions."""
def primes():
    yield 2
    found, candidate = [], 3
    while True:
        if all(candidate % p for p in found if p * p <= candidate):
            found.append(candidate)
            yield candidate
        candidate += 2


def take(n, it):
    return [x for _, x in zip(range(n), it)]


def factors(n):
    d = 2
    while d * d <= n:
        while n % d == 0:
            yield d
            n //= d
        d += 1
    if n > 1:
        yield n


def sieve(n):
    flags = bytearray([1]) * (n + 1)
    flags[0:2] = b"\0\0"
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, f in enumerate(flags) if f]


print(take(15, primes()), len(sieve(10000)), sieve(10000)[-3:], sieve(30) == take(10, primes()))
print([list(factors(n)) for n in (12, 97, 1001, 2**20, 600851475143, 1)], {n: len(set(factors(n))) for n in (30, 210, 64)})
print([n for n in range(2, 1000) if sum(d for d in range(1, n // 2 + 1) if n % d == 0) == n])


def collatz(n):
    while True:
        yield n
        if n == 1:
            return
        n = n // 2 if n % 2 == 0 else 3 * n + 1


print(max(range(1, 300), key=lambda n: sum(1 for _ in collatz(n))), list(collatz(6)))
ps = sieve(200)
print([(n, next((p, n - p) for p in ps if n - p in ps)) for n in (4, 28, 100)], [p for p in ps if p + 2 in ps][:6])


def continued(a, b):
    while b:
        yield a // b
        a, b = b, a % b


def convergents(terms):
    h, h0, k, k0 = 1, 0, 0, 1
    for t in terms:
        h, h0 = t * h + h0, h
        k, k0 = t * k + k0, k
        yield h, k


print(list(continued(415, 93)), list(convergents(continued(314159, 100000))))
print(sum(n for n in range(1000) if n % 3 == 0 or n % 5 == 0), sum(map(int, str(2**500))), [n for n in range(100, 1000) if n == sum(int(d) ** 3 for d in str(n))])
digits = lambda n, b: digits(n // b, b) + [n % b] if n >= b else [n]
print(digits(255, 2), digits(10**12, 60), [bin(n).count("1") for n in range(16)], [n ^ n >> 1 for n in range(8)])
print([sum(1 for _ in factors(n)) for n in range(2, 20)], pow(2, 561 - 1, 561) == 1, all(pow(a, 560, 561) == 1 for a in range(2, 561) if not any(a % p == 0 for p in (3, 11, 17))))
e = [2] + [v for k in range(1, 8) for v in (1, 2 * k, 1)]
h, k = list(convergents(e))[-1]
print(h, k, f"{h / k:.15f}", (h * 10**20) // k)
