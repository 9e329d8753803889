"""A dict display that becomes a set."""
x = {"a": 1, "b"}
