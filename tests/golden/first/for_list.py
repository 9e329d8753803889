for x in [1, "two", 3.0]:
    print(x)
for a, b in [(1, 2), (3, 4)]:
    print(a + b)
for c in "abc":
    print(c)
