"""Messages of NameError, UnboundLocalError, AttributeError; name and obj."""
import sys


def run(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, "|", e, "|", getattr(e, "name", "-"))


def unbound():
    print(value)
    value = 1


def free():
    def inner():
        return later
    inner()
    later = 1


class C:
    attr = 1
    __slots__ = ("slot",)

    def method(self):
        pass


run(lambda: undefined_name)
run(unbound)
run(free)
run(lambda: C().missing)
run(lambda: C.missing)
run(lambda: C().slot)
run(lambda: sys.missing)
run(lambda: (5).missing)
run(lambda: None.missing)
run(lambda: "s".missing)
run(lambda: C().method.missing)
run(lambda: print.missing)
run(lambda: type.missing)
run(lambda: int.missing)
run(lambda: setattr(C(), "new", 1))
run(lambda: setattr(C(), "method", 1))
run(lambda: setattr(5, "x", 1))
run(lambda: setattr("s", "upper", 1))
run(lambda: delattr(C(), "attr"))
run(lambda: delattr(C(), "nothing"))
run(lambda: delattr(C, "nothing"))
run(lambda: delattr(5, "real"))
run(lambda: exec("del nothing"))
run(lambda: exec("import nonexistent_module"))
run(lambda: exec("from sys import nonexistent_name"))
run(lambda: exec("import sys.nothing"))
run(lambda: exec("from . import x"))
run(lambda: exec("x.y = 1"))
run(lambda: exec("(1).y = 1"))
run(lambda: exec("[].append = 1"))
run(lambda: exec("int.x = 1"))
run(lambda: exec("f = lambda: 1\nf.__name__ = 5"))
run(lambda: exec("class D: pass\nD().x"))
run(lambda: exec("del D", {}))
run(lambda: object().x)
run(lambda: (lambda: 1).x)
run(lambda: (x for x in ()).x)
run(lambda: super(C, C()).missing)
