"""__closure__ and cells: shared, empty, writable."""
def make():
    a, b = 1, [2]

    def reader():
        return a, b

    def writer(v):
        nonlocal a
        a = v
    return reader, writer


r, w = make()
print(r.__closure__ is not None, len(r.__closure__), r.__code__.co_freevars)
print([c.cell_contents for c in r.__closure__], r.__closure__[0] is w.__closure__[0])
w(10)
print(r(), r.__closure__[0].cell_contents)
r.__closure__[0].cell_contents = "by cell"
print(r())
del r.__closure__[0].cell_contents
for action in (lambda: r(), lambda: r.__closure__[0].cell_contents):
    try:
        action()
    except (NameError, ValueError) as e:
        print(type(e).__name__, e)
w(5)
print(r())
c = r.__closure__[0]
print(type(c).__name__, repr(c).split(" at")[0], repr(c).split(": ")[1].split(" at")[0])
print(c == c, c < type(c)(6), c == type(c)(5), type(c)(1) > type(c)())


def loop():
    return [lambda: i for i in range(3)], [(lambda j: lambda: j)(j) for j in range(3)]


shared, own = loop()
print([f() for f in shared], [f() for f in own], shared[0].__closure__[0] is shared[1].__closure__[0], own[0].__closure__[0] is own[1].__closure__[0])


def class_cell():
    class C:
        def m(self):
            return __class__

        def n(self):
            return super().__init__
    return C


C = class_cell()
print(C.m.__code__.co_freevars, C.m.__closure__[0].cell_contents is C, C.n.__closure__[0] is C.m.__closure__[0], C().m() is C)


def args_as_cells(x, *y, **z):
    def f():
        return x, y, z
    x += 1
    return f


print(args_as_cells(1, 2, k=3)(), args_as_cells.__code__.co_cellvars)


def recursive():
    def f(n):
        return n if n <= 0 else f(n - 1)
    return f


f = recursive()
print(f.__closure__[0].cell_contents is f, f(5))


def deep():
    x = 1
    def a():
        def b():
            def c():
                nonlocal x
                x += 1
                return x
            return c
        return b
    return a()()


d = deep()
print(d(), d(), deep()())
exec("def e():\n    def f(): return v\n    v = 9\n    return f")
print(e()(), e().__closure__[0].cell_contents)
