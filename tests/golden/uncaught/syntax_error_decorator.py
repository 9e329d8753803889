"""A decorator without a function."""
@staticmethod
x = 1
