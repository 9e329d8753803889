"""Each link of a running chain refuses to be resumed, closed or thrown into; afterwards the chain goes on."""
def leaf():
    for i in range(2):
        for k, g in enumerate(links):
            row = [k, g.gi_running, g.gi_suspended]
            for action in (lambda: next(g), lambda: g.send(1), lambda: g.throw(KeyError("k")), lambda: g.close()):
                try:
                    row.append(action())
                except ValueError as e:
                    row.append(str(e))
            print(*row)
        yield i


def link(g):
    try:
        return (yield from g)
    finally:
        print("link left")


links = [leaf()]
for _ in range(2):
    links.append(link(links[-1]))
print(list(links[-1]))


async def coleaf():
    for c in cos:
        for action in (lambda: c.send(None), lambda: c.throw(KeyError("k")), lambda: c.close(), lambda: c.__await__().send(None)):
            try:
                action()
            except ValueError as e:
                print(c.__name__, c.cr_running, e)
    try:
        await cos[-1]
    except (ValueError, RuntimeError) as e:
        print("await", type(e).__name__, e)


async def colink(c):
    await c


cos = [coleaf()]
cos.append(colink(cos[0]))
try:
    cos[1].send(None)
except StopIteration:
    print("done")
