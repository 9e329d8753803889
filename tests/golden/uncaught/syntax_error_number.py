"""Wrong numbers."""
x = 0123
