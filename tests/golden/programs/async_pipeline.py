"""Producers, workers with limits, timeouts and cancellation on an own event loop with virtual time."""
class Loop:
    def __init__(self):
        self.time, self.ready, self.timers, self.seq = 0, [], [], 0

    def later(self, delay, task, value=None):
        self.seq += 1
        self.timers.append((self.time + delay, self.seq, task, value))

    def run(self, coro):
        main = Task(coro, "main")
        while not main.finished:
            if not self.ready:
                self.timers.sort(key=lambda t: t[:2])
                self.time, _, task, value = self.timers.pop(0)
                self.ready.append((task, value))
            task, value = self.ready.pop(0)
            task.step(value)
        return main.result()


class Event:
    def __init__(self):
        self.waiting = []

    def __await__(self):
        return (yield self)

    def fire(self, value=None):
        waiting, self.waiting = self.waiting, []
        loop.ready.extend((t, value) for t in waiting)


class Sleep:
    def __init__(self, delay):
        self.delay = delay

    def __await__(self):
        return (yield self)


class Cancelled(Exception):
    pass


class Task:
    def __init__(self, coro, name):
        self.coro, self.name, self.finished, self.value, self.error, self.end = coro, name, False, None, None, Event()
        self.cancelling = None
        loop.ready.append((self, None))

    def step(self, value):
        if self.finished:
            return
        try:
            if self.cancelling:
                error, self.cancelling = self.cancelling, None
                wait = self.coro.throw(error)
            else:
                wait = self.coro.send(value)
        except StopIteration as e:
            self.value, self.finished = e.value, True
        except Exception as e:
            self.error, self.finished = e, True
        else:
            if isinstance(wait, Sleep):
                loop.later(wait.delay, self)
            else:
                wait.waiting.append(self)
            return
        self.end.fire()

    def cancel(self):
        self.cancelling = Cancelled(self.name)
        loop.ready.append((self, None))

    def result(self):
        if self.error:
            raise self.error
        return self.value

    def __await__(self):
        if not self.finished:
            yield from self.end.__await__()
        return self.result()


class Queue:
    def __init__(self, size):
        self.items, self.size, self.changed = [], size, Event()

    async def put(self, v):
        while len(self.items) >= self.size:
            await self.changed
        self.items.append(v)
        self.changed.fire()

    async def __aiter__(self):
        while True:
            while not self.items:
                await self.changed
            v = self.items.pop(0)
            self.changed.fire()
            if v is None:
                self.items.append(None)
                return
            yield v


async def producer(q, n):
    for i in range(n):
        await Sleep(1)
        await q.put(i)
    await q.put(None)
    return f"produced {n}"


async def worker(name, q, out):
    total = 0
    try:
        async for v in q:
            await Sleep(2 + v % 3)
            if v == 7:
                raise ValueError("seven")
            total += v
            out.append((loop.time, name, v))
    except Cancelled:
        out.append((loop.time, name, "cancelled"))
        raise
    finally:
        out.append((loop.time, name, "leaves"))
    return total


async def main():
    q, out = Queue(2), []
    p = Task(producer(q, 10), "producer")
    workers = [Task(worker(n, q, out), n) for n in "abc"]

    async def watchdog():
        await Sleep(9)
        workers[0].cancel()
    Task(watchdog(), "watchdog")
    results = [await p]
    for w in workers:
        try:
            results.append(await w)
        except Exception as e:
            results.append(repr(e))
    for entry in out:
        print(*entry)
    return results


loop = Loop()
print(loop.run(main()), loop.time)
