"""SimpleNamespace, MappingProxyType, cells, ModuleType and friends from the module types."""
import types

n = types.SimpleNamespace(a=1, b="x")
n.c = [1]
print(n, n.a, n == types.SimpleNamespace(a=1, b="x", c=[1]), vars(n), n != 5)
del n.a
print(n, types.SimpleNamespace({"k": 1}, z=2))
n.self = n
print(n)
try:
    types.SimpleNamespace(1)
except TypeError as e:
    print(e)
d = {"a": 1}
p = types.MappingProxyType(d)
d["b"] = 2
print(p, p["b"], len(p), list(p), p.get("zz"), "a" in p, p == d, p | {"c": 3}, p.copy(), sorted(p.items()))
for action in (lambda: p.__setitem__("a", 1), lambda: exec("p['a'] = 1"), lambda: types.MappingProxyType(5), lambda: p["q"]):
    try:
        action()
    except (TypeError, AttributeError, KeyError) as e:
        print(type(e).__name__, e)
print(type(int.__dict__).__name__, types.FunctionType.__name__, types.LambdaType is types.FunctionType, types.NoneType, types.EllipsisType)
m = types.ModuleType("mod", "doc")
m.x = 1
print(m, m.__name__, m.__doc__, sorted(vars(m)))
try:
    m.missing
except AttributeError as e:
    print(e)
m.__getattr__ = lambda name: "dynamic " + name
print(m.anything)
c = types.CellType(5)
print(c.cell_contents, types.CellType() == types.CellType(), c == types.CellType(5), c < types.CellType(6))
try:
    types.CellType().cell_contents
except ValueError as e:
    print(e)
c.cell_contents = 6
del c.cell_contents
print(repr(types.CellType()).split(" at")[0])
f = types.FunctionType((lambda x: x + y).__code__, {"y": 10}, "made")
print(f(1), f.__name__, types.new_class("N", (int,), {}, lambda ns: ns.update(z=1)).z)
print(types.resolve_bases((int, list[str])), types.GenericAlias(list, (int,)) == list[int], types.UnionType.__name__)
print(types.DynamicClassAttribute.__name__, types.prepare_class("X", (int,))[0], types.get_original_bases(int))
