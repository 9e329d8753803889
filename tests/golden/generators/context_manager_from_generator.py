"""A context manager made of a generator, by hand."""
class Context:
    def __init__(self, gen):
        self.gen = gen

    def __enter__(self):
        return next(self.gen)

    def __exit__(self, kind, value, tb):
        if kind is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            raise RuntimeError("didn't stop")
        try:
            self.gen.throw(value)
        except StopIteration as e:
            return e is not value
        except RuntimeError as e:
            if e is value:
                return False
            if isinstance(value, StopIteration) and e.__cause__ is value:
                return False
            raise
        except BaseException as e:
            if e is not value:
                raise
            return False
        raise RuntimeError("didn't stop after throw")


def contextmanager(f):
    return lambda *a, **k: Context(f(*a, **k))


@contextmanager
def managed(mode):
    print("enter")
    try:
        yield mode
    except KeyError as e:
        print("caught", repr(e))
        if mode == "convert":
            raise LookupError("converted") from e
    finally:
        print("leave")
    if mode == "twice":
        yield


for mode, error in (("ok", None), ("twice", None), ("ok", KeyError("k")), ("ok", ValueError("v")),
                    ("convert", KeyError("c")), ("twice", KeyError("t")), ("ok", StopIteration("s"))):
    try:
        with managed(mode) as value:
            if error:
                raise error
    except BaseException as e:
        print("out:", repr(e), "cause", repr(e.__cause__))
    print("--")
