"""Which handler is taken; odd things after except."""
def f(e, handlers):
    try:
        try:
            raise e
        except handlers:
            return "caught"
    except BaseException as x:
        return f"{type(x).__name__}: {x}"


for e, h in ((ValueError(1), ValueError), (ValueError(1), Exception), (ValueError(1), (KeyError, ValueError)), (KeyError(1), ValueError),
             (KeyboardInterrupt(), Exception), (KeyboardInterrupt(), BaseException), (ValueError(1), ()), (ValueError(1), 5), (ValueError(1), "x"),
             (ValueError(1), (KeyError, 5)), (ValueError(1), (ValueError, 5)), (ValueError(1), [ValueError]), (ValueError(1), int),
             (UnicodeDecodeError("a", b"", 0, 1, "r"), ValueError), (FileNotFoundError(), OSError), (ModuleNotFoundError(), ImportError)):
    print(repr(e), getattr(h, "__name__", h), "->", f(e, h))


def evaluated(name, cls):
    print("eval", name, end=" ")
    return cls


try:
    raise IndexError
except evaluated("first", KeyError):
    print("wrong")
except evaluated("second", LookupError):
    print("right")
except evaluated("never", Exception):
    print("wrong")


class Meta(type):
    def __instancecheck__(cls, o):
        print("instancecheck is not asked")
        return True

    def __subclasscheck__(cls, c):
        print("subclasscheck is not asked")
        return True


class Odd(Exception, metaclass=Meta):
    pass


try:
    try:
        raise ValueError("v")
    except Odd:
        print("matched")
except ValueError:
    print("no match")


def name_is_deleted():
    e = "before"
    try:
        raise ValueError
    except ValueError as e:
        pass
    try:
        e
    except UnboundLocalError as x:
        return str(x)


print(name_is_deleted())


def del_inside():
    try:
        raise ValueError
    except ValueError as e:
        del e
    return "fine"


print(del_inside())


def rebind():
    try:
        raise ValueError("x")
    except ValueError as e:
        e = 5
        saved = e
    return saved


print(rebind())
