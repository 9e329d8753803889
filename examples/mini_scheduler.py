"""Concurrency compared: ten tasks of five waits each, one after the other and together, on a scheduler of 40 lines.

Time is virtual: a tick is what a wait costs. What takes 50 ticks in sequence takes 5 when the tasks wait together.
"""


class Sleep:
    def __init__(self, ticks):
        self.ticks = ticks

    def __await__(self):
        yield self.ticks


class Scheduler:
    """Runs coroutines until all have ended; knows what time it is."""

    def __init__(self):
        self.now = 0
        self.sleeping = []
        self.results = {}
        self.count = 0

    def spawn(self, coroutine):
        self.count += 1
        self.sleeping.append((self.now, self.count, coroutine))
        return self.count

    def run(self):
        while self.sleeping:
            self.sleeping.sort(key=lambda entry: entry[:2])
            self.now, number, coroutine = self.sleeping.pop(0)
            try:
                ticks = coroutine.send(None)
            except StopIteration as stop:
                self.results[number] = stop.value
            else:
                self.sleeping.append((self.now + ticks, number, coroutine))


async def task(name, trace=None):
    for step in range(5):
        await Sleep(1)
        if trace is not None:
            trace.append(f"{name}{step}")
    return f"{name} done"


async def one_after_the_other():
    return [await task(i) for i in range(10)]


sequential = Scheduler()
sequential.spawn(one_after_the_other())
sequential.run()
print("in sequence:", sequential.now, "ticks")

concurrent = Scheduler()
for i in range(10):
    concurrent.spawn(task(i))
concurrent.run()
print("together:", concurrent.now, "ticks")
print("same results:", sequential.results[1] == [concurrent.results[i] for i in range(1, 11)])

trace = []
small = Scheduler()
for name in "abc":
    small.spawn(task(name, trace))
small.run()
print("interleaved:", *trace)

many = Scheduler()
for i in range(2_000):
    many.spawn(task(i))
many.sleeping.reverse()
many.run()
print(len(many.results), "tasks in", many.now, "ticks")
