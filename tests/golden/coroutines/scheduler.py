"""An own mini event loop: tasks, sleeping in virtual time, futures, cancellation."""
class Future:
    def __init__(self):
        self.done, self.value, self.waiters = False, None, []

    def set(self, value):
        self.done, self.value = True, value
        for t in self.waiters:
            loop.ready.append((t, None))

    def __await__(self):
        if not self.done:
            yield self
        return self.value


class Sleep:
    def __init__(self, time):
        self.time = time

    def __await__(self):
        yield self.time


class Cancelled(BaseException):
    pass


class Task(Future):
    def __init__(self, coro):
        super().__init__()
        self.coro = coro
        loop.ready.append((self, None))

    def step(self, error):
        try:
            wait = self.coro.throw(error) if error else self.coro.send(None)
        except StopIteration as e:
            self.set(e.value)
        except Cancelled:
            self.set("cancelled")
        else:
            if isinstance(wait, Future):
                wait.waiters.append(self)
            else:
                loop.count += 1
                loop.timers.append((loop.now + wait, loop.count, self))

    def cancel(self):
        loop.timers = [t for t in loop.timers if t[2] is not self]
        loop.ready.append((self, Cancelled()))


class Loop:
    def __init__(self):
        self.ready, self.timers, self.now, self.count = [], [], 0, 0

    def run(self, coro):
        main = Task(coro)
        while not main.done:
            if not self.ready:
                self.timers.sort()
                self.now, _, task = self.timers.pop(0)
                self.ready.append((task, None))
            task, error = self.ready.pop(0)
            task.step(error)
        return main.value


async def worker(name, delay, n):
    try:
        for i in range(n):
            await Sleep(delay)
            print(f"{loop.now:4} {name} {i}")
        return name
    except Cancelled:
        print(f"{loop.now:4} {name} cancelled")
        raise


async def main():
    tasks = [Task(worker("slow", 5, 2)), Task(worker("fast", 2, 4)), Task(worker("endless", 3, 99))]
    box = Future()

    async def waits():
        return "box had " + await box
    w = Task(waits())
    first = [await tasks[0], await tasks[1]]
    box.set("a gift")
    tasks[2].cancel()
    return first, await tasks[2], await w


loop = Loop()
print(loop.run(main()), loop.now)
