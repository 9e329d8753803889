"""Lists, tuples and dicts nested 100,000 deep: compared, printed, hashed, copied, freed. RecursionError is allowed, a crash is not."""
def nest(make, n=100_000):
    x = make(None)
    for _ in range(n):
        x = make(x)
    return x


def attempt(label, f):
    try:
        f()
    except RecursionError:
        pass
    print(label, "ok")


kinds = {"list": lambda x: [x], "tuple": lambda x: (x,), "dict": lambda x: {"k": x}, "group": lambda x: ExceptionGroup("g", [x or ValueError()])}
for name, make in kinds.items():
    a, b = nest(make), nest(make)
    attempt(name + " eq", lambda: a == b)
    attempt(name + " repr", lambda: repr(a))
    attempt(name + " str", lambda: str(a))
    attempt(name + " hash", lambda: hash(a) if name == "tuple" else None)
    attempt(name + " lt", lambda: a < b if name in ("list", "tuple") else None)
    attempt(name + " in", lambda: a in [b])
    attempt(name + " sorted", lambda: sorted([a, b]) if name in ("list", "tuple") else None)
    attempt(name + " format", lambda: f"{a}")
    del a, b
    print(name, "freed")
u = int
for _ in range(20_000):
    u = list[u]
attempt("alias repr", lambda: repr(u))
attempt("alias eq", lambda: u == list[u])
del u
print("alias freed")
