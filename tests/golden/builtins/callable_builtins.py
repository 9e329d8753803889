"""Attributes of built-in functions and methods."""
for f in (len, print, [].append, "a".upper, int.from_bytes, dict.fromkeys, object.__new__, str.join, int.__add__, (5).__add__, type.__call__, {}.get):
    print(type(f).__name__, f.__name__, f.__qualname__, getattr(f, "__module__", "-"), getattr(f, "__text_signature__", "-"), repr(f).split(" at 0x")[0])
print(len == len, [].append == [].append, "a".upper == "a".upper, len is len, hash(len) == hash(len), len.__self__.__name__, [1].append.__self__, type(len), type([].append), type(str.join), type(int.__add__), type((5).__add__))
import builtins
print(builtins.len is len, builtins.__name__, "print" in dir(builtins), builtins.__debug__, type(__builtins__).__name__)
for name, value in (("None", None), ("True", True), ("Ellipsis", ...), ("NotImplemented", NotImplemented)):
    print(name, getattr(builtins, name) is value, repr(value))
try:
    if NotImplemented:
        pass
except TypeError as e:
    print(e)
builtins.my_own = "added"
print(my_own)
del builtins.my_own
try:
    my_own
except NameError as e:
    print(e)
real = builtins.len
builtins.len = lambda x: "patched"
print(len([1, 2]))
builtins.len = real
len = lambda x: "shadowed"
print(len("abc"))
del len
print(len("abc"))
for bad in (lambda: type(None)(1), lambda: type(...)(1), lambda: type(len)(), lambda: type(lambda: 0)(), type(None), type(...), lambda: type(NotImplemented)()):
    try:
        print(bad())
    except TypeError as e:
        print(e)
