"""An assertion without a message."""
x = 5
assert x == 6
