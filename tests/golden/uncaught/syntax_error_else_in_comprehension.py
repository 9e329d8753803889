"""else in the wrong place of a comprehension."""
x = [i for i in range(3) if i else 5]
