"""Parts of a suspended chain lose their other references in every order."""
def leaf(log):
    try:
        while True:
            yield "leaf"
    finally:
        log.append("leaf")


def link(g, n, log):
    try:
        yield from g
    finally:
        log.append(n)


for order in ("root", "leaf first", "middle first", "rebind"):
    log = []
    low = leaf(log)
    mid = link(low, "mid", log)
    top = link(mid, "top", log)
    print(order, next(top))
    if order == "leaf first":
        del low
        log.append("(leaf name gone)")
    if order == "middle first":
        del mid
        log.append("(mid name gone)")
    if order == "rebind":
        mid = low = None
        log.append("(both gone)")
    print(next(top), log)
    del top
    log.append("(top gone)")
    if order == "root":
        del mid
        log.append("(mid gone)")
        print(next(low, "low is closed?"))
        del low
    low = mid = None
    print(log)


def orphan(log):
    low = leaf(log)
    top = link(low, "top", log)
    next(top)
    return low


log = []
low = orphan(log)
print(log, low.gi_frame, next(low, "over"))
