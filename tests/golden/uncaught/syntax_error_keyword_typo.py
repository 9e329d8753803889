"""A misspelt keyword."""
for i in range(3):
    pass
whille True:
    pass
