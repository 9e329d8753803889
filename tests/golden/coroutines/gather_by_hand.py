"""Several coroutines advanced in turn; results and errors collected."""
class Yield:
    def __await__(self):
        yield


async def work(name, n, fail=False):
    for i in range(n):
        log.append(f"{name}{i}")
        await Yield()
    if fail:
        raise RuntimeError(name)
    return name * n


class Gather:
    def __init__(self, *coros):
        self.coros = coros

    def __await__(self):
        results = [None] * len(self.coros)
        active = dict(enumerate(self.coros))
        while active:
            for i, c in list(active.items()):
                try:
                    c.send(None)
                except StopIteration as e:
                    results[i] = e.value
                    del active[i]
                except Exception as e:
                    results[i] = repr(e)
                    del active[i]
            if active:
                yield len(active)
        return results


async def main():
    inner = Gather(work("x", 1), work("y", 2))
    return await Gather(work("a", 2), work("b", 3), work("c", 1, True), nested(inner))


async def nested(g):
    return await g


log = []
c = main()
try:
    while True:
        print("active", c.send(None))
except StopIteration as e:
    print(e.value)
print(log)
