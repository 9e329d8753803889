"""Exceptions of other modules and nested classes show their qualified name."""
class Outer:
    class Error(Exception):
        pass


def f():
    class Local(Outer.Error):
        def __str__(self):
            return "custom text"
    raise Local


f()
