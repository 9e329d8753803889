"""A loop's hooks: the finalizer schedules aclose, as an event loop would."""
import sys


class Pause:
    def __await__(self):
        yield


class Loop:
    def __init__(self):
        self.queue, self.alive = [], []

    def first(self, g):
        self.alive.append(g.__name__)

    def final(self, g):
        print("scheduled aclose of", g.__name__)
        self.queue.append(g.aclose())

    def run(self, c):
        sys.set_asyncgen_hooks(self.first, self.final)
        self.queue.append(self.main(c))
        while self.queue:
            job = self.queue.pop(0)
            try:
                job.send(None)
                self.queue.append(job)
            except StopIteration:
                pass
        sys.set_asyncgen_hooks(None, None)

    async def main(self, c):
        print("result", await c)


async def source(n):
    try:
        for i in range(n):
            await Pause()
            yield i
    finally:
        await Pause()
        print("source closed properly")


async def work():
    async for v in source(10):
        if v == 2:
            break
    await Pause()
    print("going on")
    return [v async for v in source(2)]


loop = Loop()
loop.run(work())
print(loop.alive)
