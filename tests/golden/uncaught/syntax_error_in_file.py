"""A program that does not compile prints nothing else."""
print("never printed")
x = (1 + 2
y = 3
