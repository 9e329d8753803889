"""locals(), f_locals, exec and eval see a comprehension's variable in a module or class while it has a value."""
import sys

y = 0
print([locals()["x"] for x in [1, 2]], [sorted(vars()) for x in [1]], [dir() for x in [1]])
print([eval("x") for x in [3, 4]], "x" in globals())
[exec("y = x") for x in [5]]
print(y, [type(sys._getframe().f_locals).__name__ for x in [1]], type(sys._getframe().f_locals).__name__)
held = [sys._getframe().f_locals for x in [6]][0]
print("x" in held, len(held))


class C:
    z = 1
    names = [sorted(locals()) for x in [7]]
    nested = [[sorted(locals()) for a in [x]] for x in [8]]
    late = [lambda: x for x in [9, 10]]
    print(names, nested, [f() for f in late], sorted(k for k in locals() if k[0] != "_"))

    def method(self):
        return [sorted(locals()) for x in [1]]


print(C().method())
print([x for x in [1] if [locals().update(q=2)]], "q" in globals())
print(list(map(id, ((i, i) for i in range(10))))[1:] != [])
