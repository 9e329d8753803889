"""SystemExit with a number."""
print("out")
raise SystemExit(3)
