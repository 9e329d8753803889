if (n := 5) > 3:
    print(n)
print([y := 1, y + 1])
