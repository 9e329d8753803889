"""A chain of 100,000 generators that never ran is dropped."""
def link(g):
    yield from g


def chain(n):
    g = iter("end")
    for _ in range(n):
        g = link(g)
    return g


g = chain(100_000)
del g
print("dropped")


async def colink(c):
    await c


c = None
for _ in range(100_000):
    c = colink(c)
import sys
sys.stderr.flush()
coroutines = [c]
while coroutines:
    c = coroutines.pop()
    inner = c.cr_frame.f_locals["c"]
    c.close()
    if inner is not None:
        coroutines.append(inner)
print("closed one by one")
