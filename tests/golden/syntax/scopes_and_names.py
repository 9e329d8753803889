"""Which variable a name means: function, class, comprehension, global, built-in."""
x = "global"


class A:
    x = "class"
    y = [x, [x for _ in "a"], (lambda: x)()]

    def method(self):
        return x

    def nested(self):
        x = "local"

        class B:
            a = x
            x = "class B"
            b = x

            def m(self):
                return x
        return B.a if hasattr(B, "a") else None, B.b, B().m()


print(A.y, A().method())
try:
    print(A().nested())
except NameError as e:
    print(type(e).__name__, e)


def shadow(len=len):
    return len("abc")


def use_before():
    try:
        return x2
    except NameError as e:
        return type(e).__name__


def conditional(flag):
    if flag:
        y = 1
    try:
        return y
    except UnboundLocalError as e:
        return str(e)


print(shadow(), use_before(), conditional(True), conditional(False))


def loops():
    for i in range(3):
        f = lambda: i
    return f(), i


def exc():
    try:
        raise ValueError("v")
    except ValueError as x:
        pass
    try:
        return x
    except UnboundLocalError:
        return "x is gone"


def comp():
    return [x for x in range(3)], x


def params(x, y=x):
    return x, y


def nested_global():
    def inner():
        global x
        x = "changed"
    x = "mine"
    inner()
    return x


print(loops(), exc(), comp(), params(1), nested_global(), x)
def f():
    print = lambda *a: "local print"
    return print("x")


print(f(), __name__, __doc__[:5])
exec("y = x + '!'")
print(y, [n for n in ("a1", "b1") for a1 in n][:1])


def deep():
    a = 1
    def one():
        b = a + 1
        def two():
            c = a + b
            def three():
                nonlocal a
                a += 10
                return a, b, c
            return three
        return two
    return one()()()


print(deep())
