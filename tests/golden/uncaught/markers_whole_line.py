"""When everything on the line is the error, no markers are shown."""
def f():
    raise KeyError("whole line")


f()
