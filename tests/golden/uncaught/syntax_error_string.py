"""A string that is never closed."""
text = 'no end
print(text)
