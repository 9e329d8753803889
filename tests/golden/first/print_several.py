print(1, 2, "three", None, True)
print()
print("a", "b", sep="-", end="!\n")
