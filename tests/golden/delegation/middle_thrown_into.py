"""An exception is thrown into each link directly; those above meet a finished delegate."""
def leaf():
    while True:
        try:
            yield "leaf"
        except KeyError:
            yield "leaf caught"


def link(g, n):
    try:
        return (yield from g)
    except ValueError as e:
        return f"{n} caught {e}"


for error in (KeyError("k"), ValueError("v"), GeneratorExit("g"), TypeError("t")):
    for k in range(4):
        links = [leaf()]
        for n in range(1, 4):
            links.append(link(links[-1], n))
        root = links[-1]
        next(root)
        out = []
        for action in (lambda: links[k].throw(error), lambda: next(root), lambda: next(root)):
            try:
                out.append(action())
            except BaseException as e:
                out.append(repr(e))
        print(repr(error), k, out)
