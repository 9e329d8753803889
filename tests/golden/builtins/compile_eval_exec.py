"""compile, eval and exec: modes, flags, namespaces, errors."""
print(eval("1 + 2"), eval(" 5"), eval("\t7\n"), eval(b"8"), eval(compile("3 * 4", "f", "eval")), exec("x = 5"), x)
exec(compile("y = 1; print('exec', y)", "f", "exec"))
c = compile("a = 1\nb = 2", "name", "exec")
print(c.co_name, c.co_filename, c.co_names, type(c))
s = compile("1 + 1", "f", "single")
exec(s)
exec(compile("x; None; 'shown'", "f", "single"))
ns = {"v": 10}
exec("w = v * 2\ndef f(): return w", ns)
print(ns["w"], ns["f"](), sorted(k for k in ns if k != "__builtins__"), eval("w + 1", ns), eval("v", ns, {"v": "local"}))
for args in (("1 +",), ("",), ("x = 1",), ("1; 2",), ("\x00",), (5,), (None,), ("1", 5), ("def",)):
    try:
        print(eval(*args))
    except (SyntaxError, TypeError, ValueError) as e:
        print(args, type(e).__name__, e)
for args in (("1",), ("1", "f"), ("1", "f", "bad"), ("1", 5, "eval"), (5, "f", "eval"), ("1 +", "fname", "eval"), ("1", "f", "eval", 99999999), ("a b", "fname", "exec")):
    try:
        print(compile(*args).co_filename)
    except (SyntaxError, TypeError, ValueError) as e:
        print(args, type(e).__name__, e)


def closure():
    v = 1

    def inner():
        return v
    return inner


f = closure()
try:
    exec(f.__code__)
except TypeError as e:
    print(e)
cell = f.__closure__
exec(f.__code__, closure=cell)
for bad in ((f.__code__, {}, {}, ()), ("1", {}, {}, cell)):
    try:
        exec(bad[0], bad[1], bad[2], closure=bad[3])
    except TypeError as e:
        print(e)


class Map:
    def __getitem__(self, k):
        print("look up", k)
        return 42

    def __setitem__(self, k, v):
        print("store", k, v)

    def __delitem__(self, k):
        print("delete", k)


exec("a = b\ndel a", {}, Map())
print(eval("q + 1", {}, Map()))
print(eval("__name__"), eval("[i for i in range(3)]"), eval("(lambda: 5)()"), eval("{'a': 1}"), eval("(yield_ := 5)"))
