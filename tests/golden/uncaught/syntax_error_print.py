"""A print statement."""
print "hello"
