"""A line that begins with a tab."""
def f(x):
	if x:
		return	x + None


f(1)
