"""Slices, aliasing, growth."""
a = b = [1, 2, 3]
a += [4]
print(b, a is b)
a = a + [5]
print(b, a is b)
m = [[0] * 2] * 2
m[0][0] = 1
print(m, [[0] * 2 for _ in range(2)])
l = list(range(10))
l[2:4] = []
l[:0] = ["start"]
l[len(l):] = ["end"]
l[3:3] = l[:2]
print(l)
l[::2] = [None] * len(l[::2])
print(l, l[-4:-1], l[100:], l[:-100], l[1:8:3], l[::-3], l[7:2:-1])
del l[1:3], l[-1], l[::3]
print(l)
l = [1, 2, 3]
l[1:2] = l
print(l)
l.extend(l)
l.extend(x for x in (7, 8))
print(l)
l[:] = (x * 2 for x in l)
print(l)
l = []
for i in range(1000):
    l.insert(0, i) if i % 3 else l.append(i)
print(len(l), l[0], l[-1], l[500], sum(l), l.index(500), sorted(l) == list(range(1000)))
while len(l) > 5:
    l.pop(len(l) // 2)
print(l)


def f(x, acc=[]):
    acc += [x]
    return acc


print(f(1), f(2), f(3, []))
x = [1, 2, 3, 4, 5]
x[1], x[3] = x[3], x[1]
x[0], *x[2:4], x[-1] = "a", "b", "c", "d"
print(x)
grid = [[r * c for c in range(3)] for r in range(3)]
print(grid, list(zip(*grid)), [row[::-1] for row in grid], sum(grid, []), [grid[i][i] for i in range(3)])


class L(list):
    def __setitem__(self, i, v):
        super().__setitem__(i, (i, v))


y = L([1, 2])
y[0] = "x"
print(y, y == [(0, "x"), 2], L([1]) + [2], L("ab") * 2)
