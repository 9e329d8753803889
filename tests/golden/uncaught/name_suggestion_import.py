"""A module that was not imported."""
print(sys.argv)
