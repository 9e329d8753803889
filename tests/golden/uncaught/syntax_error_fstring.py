"""An error inside an f-string."""
x = 5
print(f"value: {x +}")
