x, y = 5, "text"
print(f"{x} {y!r} {x:03} {x + 1} {y:>6} {x=} {3.14159:.2f}")
