"""object itself: default repr, eq, hash, reduce, format, dir, sizeof."""
o = object()
print(repr(o).startswith("<object object at 0x"), str(o) == repr(o), o == o, hash(o) == hash(o), bool(o))
print(sorted(dir(o)))
print(o.__class__, o.__doc__ is not None, o.__dir__() != [], o.__format__("") == str(o), o.__reduce__()[0].__name__)
try:
    format(o, "x")
except TypeError as e:
    print(e)
for n in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__"):
    print(n, getattr(o, n)(1), getattr(o, n)(o))


class C:
    def __init__(self):
        self.x = 1

    def __repr__(self):
        return "C!"


c = C()
print(c, str(c), f"{c}", [c], {"k": c}, (c,), c.__reduce_ex__(2)[0].__name__, c.__reduce_ex__(2)[2], c.__getstate__())
print(object.__repr__(c).split(" at")[0], c.__sizeof__() > 0, C.__init_subclass__(), C.__subclasshook__(int), type(C.__init__).__name__)
for attr in ("__class__", "__doc__", "__module__", "__dict__", "__weakref__"):
    print(attr, hasattr(c, attr), attr in dir(c))
print(C.__text_signature__, C.__annotations__, C.__dictoffset__ != 0 or True, C.__flags__ & 1024 != 0)
try:
    object.__setattr__(5, "a", 1)
except AttributeError as e:
    print(e)
try:
    object.__getattribute__(5, "nothing")
except AttributeError as e:
    print(e)
try:
    object().x = 1
except AttributeError as e:
    print(e)
try:
    C.__mro__ = ()
except AttributeError as e:
    print(e)
try:
    C.__name__ = 5
except TypeError as e:
    print(e)
C.__name__ = "Renamed"
C.__qualname__ = "Q.Renamed"
print(C, C.__name__, repr(type(c)))
C.__doc__ = "new doc"
print(C.__doc__, C.__module__)
C.__module__ = "elsewhere"
print(C)
