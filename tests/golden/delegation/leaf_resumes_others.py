"""A leaf advances other chains while it runs; each keeps its own position."""
def leaf(name, others):
    for i in range(3):
        seen = []
        for o in others:
            seen.append(next(o, "over"))
        yield name, i, seen


def link(g):
    return (yield from g)


low = link(link(leaf("low", [])))
mid = link(link(leaf("mid", [low])))
top = link(link(leaf("top", [mid, low])))
for v in top:
    print(v)
print(list(mid), list(low))


def feeder(target):
    while True:
        x = yield
        target.append(x)
        if len(target) < 5 and isinstance(x, int):
            try:
                chain.send(x + 1)
            except ValueError as e:
                target.append(str(e))


target = []
chain = link(link(feeder(target)))
next(chain)
chain.send(1)
chain.send("x")
print(target)
