"""ExceptionGroup: construction, split, subgroup, derive."""
g = ExceptionGroup("msg", [ValueError(1), ExceptionGroup("inner", [TypeError(2), ValueError(3)]), OSError(4)])
print(repr(g), str(g), g.message, len(g.exceptions), g.args)
match, rest = g.split(ValueError)
print(repr(match), repr(rest))
print(g.split(KeyError), g.split(Exception)[1])
print(repr(g.subgroup((TypeError, OSError))), g.subgroup(KeyError))
print(repr(g.subgroup(lambda e: isinstance(e, ValueError) and e.args[0] > 1)))
print(g.subgroup(ExceptionGroup) is g, repr(g.split(lambda e: isinstance(e, ExceptionGroup) and e.message == "inner")[0]))
for bad in (5, "x", int, [ValueError], (ValueError, 5)):
    try:
        g.split(bad)
    except TypeError as e:
        print(e)
for args in ((), ("m",), ("m", []), ("m", 5), ("m", [5]), ("m", [ValueError]), (5, [ValueError()]), ("m", [KeyboardInterrupt()]),
             ("m", (ValueError(),), 1), ("m", {ValueError()})):
    try:
        print(repr(ExceptionGroup(*args)))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
b = BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError()])
print(type(b).__name__, type(BaseExceptionGroup("x", [ValueError()])).__name__, repr(b.split(ValueError)), isinstance(g, Exception))


class Mine(ExceptionGroup):
    def __new__(cls, message, excs, code):
        self = super().__new__(cls, message, excs)
        self.code = code
        return self

    def derive(self, excs):
        return Mine(self.message, excs, self.code)


m = Mine("m", [ValueError(1), TypeError(2)], 42)
a, c = m.split(ValueError)
print(type(a).__name__, a.code, repr(a), c.code)


class NoDerive(ExceptionGroup):
    pass


print(type(NoDerive("n", [ValueError(), TypeError()]).split(ValueError)[0]).__name__)


class Bad(ExceptionGroup):
    def derive(self, excs):
        return 5


try:
    Bad("b", [ValueError(), TypeError()]).split(ValueError)
except TypeError as e:
    print(e)
try:
    raise g
except ExceptionGroup as e:
    a, c = e.split(ValueError)
    print(a.__traceback__ is e.__traceback__, a.__context__, a.__cause__)
for attr in ("message", "exceptions"):
    try:
        setattr(g, attr, 1)
    except AttributeError as e:
        print(e)
print(ExceptionGroup[int], str(ExceptionGroup("one", [ValueError()])))
lst = [ValueError(1)]
x = ExceptionGroup("list", lst)
lst.append(TypeError(2))
print(x.exceptions)
