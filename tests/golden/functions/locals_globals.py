"""locals(), globals(), vars() and exec with namespaces (PEP 667)."""
x = "global"


def f(a):
    b = 2
    l = locals()
    l["a"] = "changed copy"
    l["new"] = 1
    c = 3
    return a, b, sorted(l), sorted(locals()), locals() is locals()


print(f(1))


def g():
    x = "local"
    exec("x = 'exec'; y = 1")
    print(x, "y" in locals())
    ns = {}
    exec("x = 'exec'; y = 1", globals(), ns)
    return x, ns


print(g(), x)


def h():
    v = 1
    print(eval("v + 1"), [eval("v") for _ in range(2)], (lambda: eval("x"))())
    return eval("locals()")


print(h())
print(globals()["x"], globals() is globals(), vars() is locals() is globals(), "f" in globals())
exec("created = 5")
print(created)
d = {"k": 10}
print(eval("k * 2", d), "__builtins__" in d, eval("k + m", {"k": 1}, {"m": 2}))
try:
    eval("x", {})
except NameError as e:
    print(e)
try:
    eval("open", {"__builtins__": {}})
except NameError as e:
    print(e)
print(eval("len([1])", {"__builtins__": {"len": lambda v: "own len"}}))


class C:
    y = 1
    locals()["z"] = 2
    w = sorted(k for k in locals() if len(k) == 1)


print(C.w, C.z)
import sys
frame = sys._getframe()
print(frame.f_locals is globals(), frame.f_globals is globals(), frame.f_code.co_name)


def k(a, *args, b=1, **kw):
    c = [locals().keys() >= {"a"} for _ in range(1)]
    def inner():
        return a
    view = sys._getframe().f_locals
    view["a"] = "written"
    view["extra"] = 0
    return a, inner(), sorted(locals()), view["extra"], len(view)


print(k(1, 2, z=3))
for args in (("1", 5), ("1", {}, 5), ("1", None, None)):
    try:
        print(eval(*args))
    except TypeError as e:
        print(e)
