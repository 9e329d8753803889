"""Errors in __del__ and in weak-reference callbacks go to sys.unraisablehook."""
import sys
import _weakref


def hook(u):
    print("unraisable", u.exc_type.__name__, u.exc_value, "|", u.err_msg and u.err_msg.split(" at 0x")[0], "|", type(u.object).__name__, "|",
          u.exc_traceback is not None)


sys.unraisablehook = hook


class A:
    def __del__(self):
        raise ValueError("in del")


a = A()
del a
print("went on")
A()
l = [A(), A()]
l.clear()


class B:
    pass


b = B()
r = _weakref.ref(b, lambda r: 1 / 0)
del b
print("callback done", r())


def f():
    a = A()
    raise KeyError("passes through")


try:
    f()
except KeyError as e:
    print(repr(e))
try:
    raise OSError("current")
except OSError:
    A()
    print(repr(sys.exception()))


class C:
    def __del__(self):
        self.again = 1
        global kept
        kept = self


c = C()
del c
print("resurrected", kept.again)
del kept


class Base:
    def __del__(self):
        print("base del")


class Derived(Base):
    def __del__(self):
        print("derived del")
        super().__del__()


Derived()
sys.unraisablehook = lambda u: 1 / 0
print(sys.unraisablehook is not sys.__unraisablehook__)
