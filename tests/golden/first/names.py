a = 1
b = a + 1
a = b * 10
print(a, b)
del a
c = d = 5
c += 1
print(c, d)
