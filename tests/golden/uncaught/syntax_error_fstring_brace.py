"""A lonely brace in an f-string."""
print(f"value: }")
