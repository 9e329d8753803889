"""A dict display with a hole."""
x = {"a": 1, "b": }
