"""Syntax warnings go to standard error and the program runs."""
x = 5
print(x is 5)
print("\d")
assert (x, "always true")
print([1, 2] is ())
