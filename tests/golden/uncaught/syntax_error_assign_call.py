"""Assignment to a call."""
x = 1
f(x) = 2
