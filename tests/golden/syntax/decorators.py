"""Decorators: order, arguments, classes, any expression."""
log = []


def deco(name):
    log.append(f"make {name}")

    def apply(f):
        log.append(f"apply {name} to {f.__name__}")
        return f
    return apply


@deco("a")
@deco("b")
def f():
    pass


print(log)
log.clear()


@deco("c")
class C:
    @staticmethod
    def s():
        return "s"

    @classmethod
    def c(cls):
        return cls.__name__

    @property
    def p(self):
        return "p"

    @p.setter
    def p(self, v):
        log.append(("set", v))

    @p.deleter
    def p(self):
        log.append("del")


c = C()
c.p = 5
del c.p
print(C.s(), c.c(), c.p, log)


@lambda f: f() + 1
def number():
    return 41


print(number)
buttons = [deco("x"), lambda f: "replaced"]


@buttons[1]
def g():
    pass


print(g)


@(h := lambda f: f)
def walrus():
    return "w"


print(walrus(), h is not None)


class Callable:
    def __init__(self, f):
        self.f, self.n = f, 0

    def __call__(self, *a):
        self.n += 1
        return self.f(*a), self.n

    def __get__(self, instance, owner):
        return lambda *a: self(instance, *a)


@Callable
def add(a, b):
    return a + b


class D:
    @Callable
    def m(self, x):
        return type(self).__name__, x


print(add(1, 2), add(3, 4), D().m(1), D().m(2))
try:
    @5
    def bad():
        pass
except TypeError as e:
    print(e)
try:
    bad
except NameError as e:
    print(e)
