"""SystemExit(True) is status 1, subclass with code attribute."""
class Leave(SystemExit):
    pass


e = Leave("ignored")
e.code = 9
raise e
