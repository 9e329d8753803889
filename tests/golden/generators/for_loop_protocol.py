"""for: iterator obtained once, StopIteration ends it, other errors pass, else and break."""
def gen(log):
    try:
        for i in range(4):
            yield i
    finally:
        log.append("closed")


for stop in (2, 9):
    log = []
    for v in gen(log):
        if v == stop:
            break
    else:
        log.append("else")
    print(stop, log)
log = []
g = gen(log)
for v in g:
    if v == 1:
        break
print(log, next(g), list(g), log)


def raising():
    yield 1
    raise LookupError("from gen")


seen = []
try:
    for v in raising():
        seen.append(v)
except LookupError as e:
    print(seen, e)
g = gen([])
for a in g:
    for b in g:
        print(a, b)
print(list(g))


class Once:
    calls = 0

    def __iter__(self):
        Once.calls += 1
        yield from "xy"


print([v for v in Once()], Once.calls)
for i, (a, [b, *c]) in enumerate(((n, [n, n + 1, n + 2]) for n in range(2)), start=1):
    print(i, a, b, c)
for d in ({},):
    for d["k"] in gen([]):
        pass
    print(d)
