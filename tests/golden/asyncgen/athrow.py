"""athrow() raises at the yield."""
class Pause:
    def __await__(self):
        return (yield "pause")


async def ag():
    while True:
        try:
            yield "idle"
        except ValueError as e:
            print("caught", repr(e))
            await Pause()
            yield "recovered"
        except KeyError:
            return


def step(a):
    out = []
    try:
        while True:
            out.append(a.send(None))
    except StopIteration as e:
        return out, e.value
    except BaseException as e:
        return out, type(e).__name__, str(e)


g = ag()
print(step(g.asend(None)))
print(step(g.athrow(ValueError("one"))))
print(step(g.asend(None)))
print(step(g.athrow(ValueError)))
print(step(g.athrow(OSError("passes"))))
print(step(g.asend(None)))
print(step(g.athrow(OSError("after end"))))
g = ag()
print(step(g.athrow(ValueError("unstarted"))))
print(step(g.asend(None)))
g = ag()
step(g.asend(None))
print(step(g.athrow(KeyError)))
g = ag()
step(g.asend(None))
print(step(g.athrow(5)))
print(step(g.asend(None)))
a = g.athrow(ValueError("x"))
print(type(a), a.__await__() is a)
step(a)
