"""Code objects: attributes, replace, equality, hash."""
def f(a, b, /, c, *args, d=1, **kw):
    """doc"""
    x = 5
    y = "text"
    def inner():
        return x
    return inner() + len(y) + g


g = 1
c = f.__code__
for n in ("co_name", "co_qualname", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_varnames", "co_cellvars",
          "co_freevars", "co_names", "co_firstlineno"):
    print(n, getattr(c, n))
print(c.co_consts[0], 5 in c.co_consts, "text" in c.co_consts, [k.co_name for k in c.co_consts if hasattr(k, "co_name")])
print(c.co_filename.rsplit("/", 1)[-1], type(c.co_code), type(c.co_linetable), type(c.co_exceptiontable), c.co_stacksize > 0, hex(c.co_flags & 0xff))
inner = [k for k in c.co_consts if hasattr(k, "co_name")][0]
print(inner.co_freevars, inner.co_qualname, hex(inner.co_flags & 0xff))
n = c.replace(co_name="new", co_firstlineno=100)
print(n.co_name, n.co_firstlineno, n == c, c.replace() == c, hash(c.replace()) == hash(c), c == 5)
h = lambda: "const"
m = h.__code__.replace(co_consts=tuple("replaced" if k == "const" else k for k in h.__code__.co_consts))
print(eval(m), eval(h.__code__))
for kw in ({"co_name": 5}, {"co_argcount": -1}, {"co_code": b"x"}, {"unknown": 1}, {"co_varnames": ("a",)}, {"co_consts": [1]}):
    try:
        f.__code__.replace(**kw)
        print(kw, "accepted")
    except (TypeError, ValueError) as e:
        print(kw, type(e).__name__, e)
for attr in ("co_name", "co_code", "co_consts"):
    try:
        setattr(c, attr, 1)
    except AttributeError as e:
        print(e)
a = compile("x + 1", "file", "eval")
b = compile("x + 1", "file", "eval")
print(a == b, a is b, hash(a) == hash(b), a == compile("x + 2", "file", "eval"), repr(a).split(" at")[0], repr(a).rsplit(",", 2)[1:])
print(type(c), bool(c), c.co_lines is not None, list(compile("1", "f", "eval").co_lines())[-1])
try:
    c < c
except TypeError as e:
    print(e)
