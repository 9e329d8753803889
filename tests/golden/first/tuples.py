t = 1, "a"
a, b = t
print(t, a, b, (), (1,), t + (2,), t[1])
a, b = b, a
print(a, b)
