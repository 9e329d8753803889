"""Two roots over one shared inner chain, resumed in turn, with values, errors and the end."""
def leaf():
    log = []
    while True:
        try:
            x = yield len(log)
            log.append(x)
            if x == "end":
                return log
        except ValueError as e:
            log.append(str(e))


def link(g, name):
    try:
        r = yield from g
        yield name, r
    except Exception as e:
        yield name, repr(e)


shared = link(leaf(), "shared")
a = link(link(shared, "a1"), "a2")
b = link(shared, "b")
print(next(a), next(b))
print(a.send("from a"), b.send("from b"), a.throw(ValueError("thrown a")), b.throw(ValueError("thrown b")))
print(a.send("end"))
print(next(b, "b over"))
print(next(a, "a over"), next(a, "a over"))
print(next(b, "b over"), next(shared, "shared over"))


def ping(n):
    for i in range(n):
        yield i


inner = ping(10)
roots = [link(inner, f"r{i}") for i in range(3)]
print([next(r) for r in roots], [next(r) for r in reversed(roots)], next(inner), [next(r) for r in roots])
print([next(r) for r in roots])
