"""All solutions of the queens problem, by a recursive generator."""
def queens(n, columns=()):
    row = len(columns)
    if row == n:
        yield columns
        return
    for c in range(n):
        if all(c != k and abs(c - k) != row - r for r, k in enumerate(columns)):
            yield from queens(n, columns + (c,))


for n in range(1, 9):
    print(n, sum(1 for _ in queens(n)))
for c in next(queens(8)):
    print("." * c + "Q" + "." * (7 - c))
