"""raise with classes, instances, arguments and constructors that fail."""
class Custom(Exception):
    def __init__(self, a, b=2):
        self.a, self.b = a, b


class Fails(Exception):
    def __init__(self):
        raise LookupError("constructor")


class NotException:
    pass


class New(Exception):
    def __new__(cls, *a):
        return 5


def run(f):
    try:
        f()
    except BaseException as e:
        print(type(e).__name__, e.args, e, getattr(e, "a", None))


def r(x):
    raise x


for x in (ValueError, ValueError("v"), Custom(1), Custom, Fails, NotException, NotException(), 5, None, "text", New, BaseException, type, int,
          (ValueError, KeyError), ValueError(), SystemExit, KeyboardInterrupt("ki"), GeneratorExit, StopIteration(1)):
    run(lambda: r(x))


class Str(Exception):
    def __str__(self):
        return 5


try:
    str(Str())
except TypeError as e:
    print(e)


class WithAttrs(ValueError):
    code = 7

    def __init__(self, msg, *, extra=None):
        super().__init__(msg)
        self.extra = extra

    def __str__(self):
        return f"[{self.code}] {self.args[0]} ({self.extra})"


try:
    raise WithAttrs("m", extra="e")
except ValueError as e:
    print(e, repr(e), e.args, e.extra)
try:
    raise Custom(1, b=3)
except Exception as e:
    print(repr(e), e.args, str(e), e.b)
print(issubclass(WithAttrs, ValueError), WithAttrs.__mro__[1].__name__)
class Multi(KeyError, AttributeError):
    pass


try:
    raise Multi("multi")
except AttributeError as e:
    print(repr(e), str(e))
try:
    class Layout(OSError, SyntaxError):
        pass
except TypeError as e:
    print(e)
