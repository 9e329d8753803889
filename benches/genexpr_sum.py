"""sum() over a generator expression with a condition."""


def main(n):
    return sum(x * x for x in range(n) if x & 1)


print(main(15_000_000))
