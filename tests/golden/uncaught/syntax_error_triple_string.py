"""A triple-quoted string that is never closed."""
x = 1
text = '''starts here
and goes on
