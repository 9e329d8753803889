"""An exception thrown into a chain of 100,000 generators comes out at the top, through every frame."""
# golden: by hand
import sys

sys.setrecursionlimit(1_000_000)


def leaf():
    while True:
        try:
            yield "leaf"
        except KeyError:
            yield "caught at the leaf"


def link(g):
    yield from g


g = leaf()
for _ in range(100_000):
    g = link(g)
print(next(g))
print(g.throw(KeyError("k")))
try:
    g.throw(ValueError("v"))
except ValueError as e:
    frames, tb = 0, e.__traceback__
    while tb:
        frames, tb = frames + 1, tb.tb_next
    print(repr(e), frames)
print(g.gi_frame)
