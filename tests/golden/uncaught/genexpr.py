"""An error in a generator expression inside a call."""
print(sum(int(w) for w in "1 2 x".split()))
