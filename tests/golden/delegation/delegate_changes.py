"""One generator delegates to many, one after the other, and to the same one twice."""
def part(name, n):
    for i in range(n):
        x = yield f"{name}{i}"
        if x:
            return f"{name} stopped by {x}"
    return f"{name} complete"


def whole(parts):
    results = []
    for p in parts:
        results.append((yield from p))
    return results


g = whole([part("a", 2), iter("xy"), part("b", 1), [], part("c", 3), range(2), (x for x in "z")])
out = []
try:
    while True:
        v = next(g)
        out.append((v, getattr(g.gi_yieldfrom, "__name__", type(g.gi_yieldfrom).__name__)))
except StopIteration as e:
    print(out)
    print(e.value)
p = part("again", 3)
g = whole([p, p, p])
print(next(g))
try:
    g.send("stop")
except StopIteration as e:
    print(e.value)


def retry(make):
    while True:
        try:
            return (yield from make())
        except ValueError as e:
            print("retry after", e)


attempts = iter(range(3))


def flaky():
    n = next(attempts)
    yield f"attempt {n}"
    if n < 2:
        raise ValueError(n)
    return "worked"


g = retry(flaky)
print(next(g), next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print(e.value)
