"""and, or, not, conditional expressions: what is evaluated and returned."""
def v(x):
    seen.append(x)
    return x


def show(f):
    seen.clear()
    print(repr(f()), seen)


seen = []
show(lambda: v(1) and v(2) and v(3))
show(lambda: v(1) and v(0) and v(3))
show(lambda: v(0) or v("") or v([]))
show(lambda: v(0) or v("x") or v(5))
show(lambda: v(0) and v(1) or v(2))
show(lambda: (v(1) or v(0)) and v(2))
show(lambda: not v(0) and v(5))
show(lambda: not (v(1) and v(0)))
show(lambda: v("a") if v(1) else v("b"))
show(lambda: v("a") if v(0) else v("b") if v(0) else v("c"))
show(lambda: v(0) == v(0) and v(1) < v(2) or v(9))
show(lambda: [v(x) for x in range(4) if v(x) and x > 1 or x == 0])
show(lambda: bool(v(0) or v(1)) is True)
show(lambda: v(None) or v(False) or v(0.0))


class B:
    def __init__(self, t):
        self.t = t

    def __bool__(self):
        seen.append(f"bool {self.t}")
        return self.t

    def __repr__(self):
        return f"B({self.t})"


show(lambda: B(True) and B(False) or B(True))
show(lambda: not B(False))
show(lambda: B(True) if B(False) else B(False))
seen.clear()
if B(True) and not B(False):
    print("if", seen)
seen.clear()
while B(len(seen) < 3):
    pass
print("while", seen)
seen.clear()
assert B(True)
print([x for x in (B(True), B(False)) if x], seen, any([B(False), B(True), B(True)]), seen)
