"""Matrices with operators, determinants, the game of life, Pascal and magic squares, a Mandelbrot picture."""
class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]

    def __matmul__(self, o):
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])

    def __add__(self, o):
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, o.rows)])

    def __mul__(self, k):
        return Matrix([[a * k for a in r] for r in self.rows])

    __rmul__ = __mul__

    def __pow__(self, n):
        result = Matrix([[int(i == j) for j in range(len(self.rows))] for i in range(len(self.rows))])
        base = self
        while n:
            if n & 1:
                result = result @ base
            base = base @ base
            n >>= 1
        return result

    def __getitem__(self, k):
        r, c = k
        return Matrix([row[c] for row in self.rows[r]]) if isinstance(r, slice) else self.rows[r][c]

    def __eq__(self, o):
        return self.rows == o.rows

    def __repr__(self):
        return f"Matrix({self.rows})"

    def det(self):
        if len(self.rows) == 1:
            return self.rows[0][0]
        return sum((-1) ** c * v * Matrix([r[:c] + r[c + 1:] for r in self.rows[1:]]).det() for c, v in enumerate(self.rows[0]))


m = Matrix([[1, 1], [1, 0]])
print((m ** 90)[0, 1], m @ m == m ** 2, 2 * m + m * 3, Matrix([[2, 0, 1], [1, 3, 2], [1, 1, 4]]).det(), Matrix([range(3), range(3, 6)])[0:2, 1:3])
grid = [".....", "..#..", "..#..", "..#..", "....."]


def step(g):
    def alive(r, c):
        n = sum(g[r + i][c + j] == "#" for i in (-1, 0, 1) for j in (-1, 0, 1) if (i or j) and 0 <= r + i < len(g) and 0 <= c + j < len(g[0]))
        return n == 3 or g[r][c] == "#" and n == 2
    return ["".join("#" if alive(r, c) else "." for c in range(len(g[0]))) for r in range(len(g))]


print(*step(grid), sep="\n")
print(step(step(grid)) == grid)


def pascal():
    row = [1]
    while True:
        yield row
        row = [a + b for a, b in zip([0] + row, row + [0])]


for row, _ in zip(pascal(), range(6)):
    print(f"{' '.join(map(str, row)):^20}".rstrip())


def magic(n):
    square = [[0] * n for _ in range(n)]
    r, c = 0, n // 2
    for k in range(1, n * n + 1):
        square[r][c] = k
        r2, c2 = (r - 1) % n, (c + 1) % n
        r, c = ((r + 1) % n, c) if square[r2][c2] else (r2, c2)
    return square


s = magic(5)
for row in s:
    print(*(f"{v:3}" for v in row))
print({sum(r) for r in s} | {sum(c) for c in zip(*s)} | {sum(s[i][i] for i in range(5))})
for y in range(-10, 11, 2):
    line = ""
    for x in range(-20, 8):
        z, n = 0j, 0
        while abs(z) < 2 and n < 30:
            z, n = z * z + complex(x / 10, y / 10), n + 1
        line += " .:-=+*#%@"[n // 3 if n < 30 else 9]
    print(line.rstrip())
