"""Binary operators: forward, reflected, in-place, NotImplemented."""
class N:
    def __init__(self, v):
        self.v = v

    def __repr__(self):
        return f"N({self.v})"


def make(op, sign):
    def forward(self, o):
        return f"{self.v}{sign}{o.v if isinstance(o, N) else o}"

    def reflected(self, o):
        return f"{o}r{sign}{self.v}"

    def inplace(self, o):
        self.v = f"{self.v}{sign}={o}"
        return self
    setattr(N, f"__{op}__", forward)
    setattr(N, f"__r{op}__", reflected)
    setattr(N, f"__i{op}__", inplace)


OPS = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "lshift": "<<",
       "rshift": ">>", "and": "&", "or": "|", "xor": "^", "matmul": "@"}
for op, sign in OPS.items():
    make(op, sign)
n = N(1)
print(n + 2, 2 + n, n - 2, 2 - n, n * 2, 2 * n, n / 2, 2 / n, n // 2, 2 // n, n % 2, 2 % n, n ** 2, 2 ** n)
print(n << 2, 2 << n, n >> 2, 2 >> n, n & 2, 2 & n, n | 2, 2 | n, n ^ 2, 2 ^ n, n @ 2, 2 @ n)
print("s" + n if False else n + "s", [1] + n, n + N(5), "%s" % n)
for sign in OPS.values():
    m = N("m")
    exec(f"m {sign}= 3")
    print(m, end=" ")
print()


class Refuses:
    def __add__(self, o):
        print("add refuses")
        return NotImplemented

    def __radd__(self, o):
        print("radd refuses")
        return NotImplemented

    def __iadd__(self, o):
        print("iadd refuses")
        return NotImplemented


for source in ("r + 1", "1 + r", "r + r", "r += 1", "r - 1", "r @ r", "-r", "~r", "+r", "abs(r)", "r ** 2", "divmod(r, 1)",
               "pow(r, 1, 2)", "r[0]", "r()", "len(r)", "r << 1", "r < 1", "r in r", "iter(r)", "r & 1", "r %= 2", "int(r)", "float(r)"):
    r = Refuses()
    try:
        exec(source)
        print(source, "worked")
    except TypeError as e:
        print(source, "->", e)


class Base:
    def __add__(self, o):
        return "base add"

    def __radd__(self, o):
        return "base radd"


class Derived(Base):
    def __radd__(self, o):
        return "derived radd goes first"


class Same(Base):
    pass


print(Base() + Derived(), Base() + Same(), Derived() + Base(), 1 + Base(), Base() + Base())


class Unary:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __divmod__(self, o): return "divmod", o
    def __rdivmod__(self, o): return "rdivmod", o
    def __pow__(self, o, m=None): return "pow", o, m
    def __rpow__(self, o, m=None): return "rpow", o, m
    def __round__(self, n=None): return "round", n
    def __trunc__(self): return "trunc"


u = Unary()
print(-u, +u, ~u, abs(u), divmod(u, 1), divmod(1, u), pow(u, 2), pow(u, 2, 3), pow(2, u), u ** 4, round(u), round(u, 2))
try:
    pow(2, 3, u)
except TypeError as e:
    print(e)
