"""A star where none may be."""
x = *[1, 2]
