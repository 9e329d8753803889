"""A link in the middle is closed while the root is suspended on it."""
def leaf(log):
    try:
        while True:
            yield "leaf"
    finally:
        log.append("leaf")


def link(g, n, log):
    try:
        r = yield from g
        log.append(f"{n} result {r}")
        return r
    except BaseException as e:
        log.append(f"{n} {e!r}")
        raise
    finally:
        log.append(n)


for k in range(5):
    log = []
    links = [leaf(log)]
    for n in range(1, 5):
        links.append(link(links[-1], n, log))
    root = links[-1]
    next(root)
    links[k].close()
    print(k, log, [g.gi_frame is None for g in links])
    log.clear()
    try:
        print(root.send("x" if k % 2 else None))
    except BaseException as e:
        print(type(e).__name__, e, log)
