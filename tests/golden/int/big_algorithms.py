"""Programs with big integers."""
def fact(n):
    r = 1
    for i in range(2, n + 1):
        r *= i
    return r


def isqrt(n):
    x = 1 << (n.bit_length() + 1) // 2
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def egcd(a, b):
    x0, x1 = 1, 0
    while b:
        q, a, b = a // b, b, a % b
        x0, x1 = x1, x0 - q * x1
    return a, x0


def is_prime(n):
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n == a:
            return True
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def pi_digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    while n:
        if 4 * q + r - t < m * t:
            yield m
            n -= 1
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2


print(fact(50), str(fact(1000))[:30], len(str(fact(1000))), sum(map(int, str(2**1000))))
print(isqrt(10**100), isqrt(2 * 10**60), isqrt(fact(40)) ** 2 <= fact(40))
print(gcd(fact(30), 2**40 * 7), egcd(10**9 + 7, 10**12), is_prime(2**89 - 1), is_prime(2**89 + 1), [n for n in range(2**40, 2**40 + 200) if is_prime(n)])
print("".join(map(str, pi_digits(100))))
a, b = 0, 1
for _ in range(1000):
    a, b = b, a + b
print(a, hash(a), a % (10**9 + 7), hex(a)[-20:])
x = 123456789
for i in range(50):
    x = x * x % (2**127 - 1) ^ i
print(x, x.bit_length(), pow(3, 10**30, 10**20 + 39), 7**300 % 10**40, (10**60 + 7) // (10**20 + 3), -(10**60 + 7) % (10**20 + 3))
assert all((fact(30) + i) // (10**9 + i) * (10**9 + i) + (fact(30) + i) % (10**9 + i) == fact(30) + i for i in range(100))
n = 3**2000
print(int(str(n)) == n, int(hex(n), 16) == n, int(bin(n), 2) == n, n >> 3000, (n << 100) >> 100 == n, len(str(n)), n.bit_length())
