"""Perhaps a comma is missing."""
values = [1, 2 3, 4]
