"""Delegates that have only some of send, throw and close, or odd ones."""
class Base:
    def __iter__(self):
        return self

    def __next__(self):
        return 0


class OnlyThrow(Base):
    def throw(self, e):
        return ("threw", repr(e))


class OnlyClose(Base):
    def close(self):
        print("close called")


class CloseFails(Base):
    def close(self):
        raise OSError("close failed")


class CloseNotCallable(Base):
    close = 3


class ThrowNotCallable(Base):
    throw = "x"


class Property(Base):
    def __repr__(self):
        return "<Property>"

    @property
    def throw(self):
        raise LookupError("throw property")

    @property
    def close(self):
        raise LookupError("close property")


class Hidden(Base):
    @property
    def throw(self):
        raise AttributeError("no such thing")


def f(it):
    try:
        yield from it
    except BaseException as e:
        print("  in f:", repr(e), "context", repr(e.__context__))
        raise


for cls in (Base, OnlyThrow, OnlyClose, CloseFails, CloseNotCallable, ThrowNotCallable, Property, Hidden):
    print(cls.__name__)
    for action in (lambda g: g.throw(ValueError("v")), lambda g: g.close(), lambda g: g.throw(GeneratorExit("ge"))):
        g = f(cls())
        next(g)
        try:
            print(" ->", action(g))
        except BaseException as e:
            print(" raised", type(e).__name__, e)
