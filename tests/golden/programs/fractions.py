"""A fraction type with all operators, and polynomials over it."""
class Frac:
    __slots__ = ("n", "d")

    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError(f"Frac({n}, 0)")
        if d < 0:
            n, d = -n, -d
        a, b = abs(n), d
        while b:
            a, b = b, a % b
        self.n, self.d = n // (a or 1), d // (a or 1)

    @classmethod
    def of(cls, v):
        return v if isinstance(v, cls) else cls(v) if isinstance(v, int) else NotImplemented

    def _op(f):
        def forward(self, o):
            o = Frac.of(o)
            return o if o is NotImplemented else f(self, o)

        def reflected(self, o):
            o = Frac.of(o)
            return o if o is NotImplemented else f(o, self)
        return forward, reflected

    __add__, __radd__ = _op(lambda a, b: Frac(a.n * b.d + b.n * a.d, a.d * b.d))
    __sub__, __rsub__ = _op(lambda a, b: Frac(a.n * b.d - b.n * a.d, a.d * b.d))
    __mul__, __rmul__ = _op(lambda a, b: Frac(a.n * b.n, a.d * b.d))
    __truediv__, __rtruediv__ = _op(lambda a, b: Frac(a.n * b.d, a.d * b.n))
    __lt__, __gt__ = _op(lambda a, b: a.n * b.d < b.n * a.d)
    __le__, __ge__ = _op(lambda a, b: a.n * b.d <= b.n * a.d)
    __eq__, _ = _op(lambda a, b: (a.n, a.d) == (b.n, b.d))

    def __pow__(self, k):
        return Frac(self.n ** k, self.d ** k) if k >= 0 else Frac(self.d ** -k, self.n ** -k)

    def __neg__(self):
        return Frac(-self.n, self.d)

    def __abs__(self):
        return Frac(abs(self.n), self.d)

    def __float__(self):
        return self.n / self.d

    def __bool__(self):
        return self.n != 0

    def __hash__(self):
        return hash((self.n, self.d)) if self.d != 1 else hash(self.n)

    def __repr__(self):
        return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)


a, b = Frac(1, 2), Frac(-3, 4)
print(a + b, a - b, a * b, a / b, a + 1, 1 - a, 3 * b, 1 / a, a ** 3, b ** -2, -a, abs(b), float(b), bool(Frac(0)), a < b, 1 > a, a == Frac(2, 4), a != 1, Frac(4, 2) == 2, {Frac(2): "two"}[2])
print(sum(Frac(1, n) for n in range(1, 21)), sorted([a, b, Frac(1, 3), 0]), max(a, b, Frac(5, 8)))
for bad in (lambda: a + 1.5, lambda: a / 0, lambda: Frac(1, 0), lambda: "x" * a, lambda: a < "x"):
    try:
        print(bad())
    except (TypeError, ZeroDivisionError) as e:
        print(type(e).__name__, e)


def solve(m):
    m = [[Frac.of(v) for v in row] for row in m]
    for i in range(len(m)):
        p = next(r for r in range(i, len(m)) if m[r][i])
        m[i], m[p] = m[p], m[i]
        m[i] = [v / m[i][i] for v in m[i]]
        for r in range(len(m)):
            if r != i:
                m[r] = [x - m[r][i] * y for x, y in zip(m[r], m[i])]
    return [row[-1] for row in m]


print(solve([[2, 1, -1, 8], [-3, -1, 2, -11], [-2, 1, 2, -3]]), solve([[1, 2, 3], [3, 4, 5]]))


def bernoulli():
    row, m = [], 0
    while True:
        row.append(Frac(1, m + 1))
        for j in range(m, 0, -1):
            row[j - 1] = j * (row[j - 1] - row[j])
        yield row[0]
        m += 1


print([x for x, _ in zip(bernoulli(), range(15))])
