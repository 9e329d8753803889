"""An error in a lambda."""
apply = lambda f, x: f(x)
print(apply(lambda v: v.missing, 5))
