x = 2 ** 64
print(x, x + 1, x * x, x // 7, x % 7, -x)
