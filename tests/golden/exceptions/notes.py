"""add_note and __notes__."""
e = ValueError("v")
print(hasattr(e, "__notes__"))
e.add_note("first")
e.add_note("second\nline")
print(e.__notes__, e)
for bad in (5, None, b"x"):
    try:
        e.add_note(bad)
    except TypeError as x:
        print(x)
try:
    e.add_note()
except TypeError as x:
    print(x)
e.__notes__ = 5
try:
    e.add_note("x")
except TypeError as x:
    print(x)
e.__notes__ = ["own"]
e.add_note("more")
print(e.__notes__)
del e.__notes__
print(hasattr(e, "__notes__"))
try:
    try:
        raise KeyError("k")
    except KeyError as k:
        k.add_note("added while passing")
        raise
except KeyError as k:
    print(k.__notes__)
g = ExceptionGroup("g", [ValueError(1), TypeError(2)])
g.add_note("group note")
a, b = g.split(ValueError)
print(a.__notes__, b.__notes__, a.__notes__ is g.__notes__)
a.add_note("only a")
print(g.__notes__, a.__notes__)
print(g.derive([ValueError(3)]).__dict__)
