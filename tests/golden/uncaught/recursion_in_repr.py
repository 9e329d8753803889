"""A cyclic structure in an error message."""
l = [1]
l.append(l)
raise ValueError(l)
