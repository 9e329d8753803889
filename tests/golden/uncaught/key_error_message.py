"""KeyError shows the repr."""
raise KeyError("it's a key")
