"""Class bodies: scope, __class__ cell, super, order, mangling."""
x = "module"


class A:
    print(x, __name__, __qualname__, __module__)
    x = "class"
    print(x)
    del x
    print(x)

    def m(self):
        return x

    def cls(self):
        return __class__

    f = lambda self: __class__.__name__
    items = [x for _ in range(2)]
    print(sorted(k for k in locals() if not k.startswith("__") or k == "__qualname__"), __firstlineno__ > 0)


print(A().m(), A().cls() is A, A().f(), A.items, A.__static_attributes__)


class Mangled:
    __private = 1
    __dunder__ = 2
    _single = 3
    __ = 4

    def __init__(self):
        self.__attr = 5
        self.__class_var = Mangled.__private

    def get(self, __arg=6, *, __kw=7):
        __local = 8
        def inner():
            return __local
        import sys as __sys
        return self.__attr, __arg, __kw, inner(), sorted(locals())

    class __Inner:
        __deep = 9

    def __method(self):
        return "method"

    def call(self):
        return self.__method(), self.__Inner._Inner__deep


m = Mangled()
print(sorted(k for k in vars(Mangled) if "_M" in k or "_s" in k or k == "__"), sorted(vars(m)))
print(m.get(), m.call(), m._Mangled__attr)
try:
    m.__attr
except AttributeError as e:
    print(e)
try:
    m.get(_Mangled__arg=1, _Mangled__kw=2)
    m.get(__arg=1)
except TypeError as e:
    print(e)


class _Under:
    __x = 1


class __:
    __y = 2


print([k for k in vars(_Under) if "x" in k], [k for k in vars(__) if k.endswith("y")])


def outer():
    v = "enclosing"

    class B:
        v = v if False else "class"
        w = [v for _ in "a"]

        def m(self):
            return v
    return B.v, B.w, B().m()


try:
    print(outer())
except NameError as e:
    print(type(e).__name__, e)


class WithSuper(Mangled):
    def __init__(self):
        super().__init__()
        self.name = super().__repr__ is not None
        f = lambda: super(WithSuper, self).get()[0]
        self.v = f()

    def m(self):
        return [super(WithSuper, self).get()[0] for _ in range(1)], super().get()[0]


w = WithSuper()
print(w.name, w.v, w.m())
for expr in ("super()", "super(5, 6)", "super(int, 'x')"):
    try:
        eval(expr)
    except Exception as e:
        print(type(e).__name__, e)
