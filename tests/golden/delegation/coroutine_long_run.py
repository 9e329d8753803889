"""The same for coroutines with a shared resource and cancellation."""
state = 99


def rnd(n):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return (state >> 8) % n


class Cancel(Exception):
    pass


class Wait:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        got = 0
        for _ in range(self.n):
            got += (yield self.n) or 0
        return got


async def leaf(depth):
    total = 0
    for _ in range(rnd(3) + 1):
        total += await Wait(rnd(3) + 1)
    return total + depth


async def node(depth):
    if depth == 0:
        return await leaf(depth)
    try:
        async with Guard():
            return await node(depth - 1) + await leaf(depth)
    except Cancel:
        counts["cancelled"] += 1
        if rnd(2):
            raise
        return -1


class Guard:
    async def __aenter__(self):
        counts["entered"] += 1
        await Wait(1)

    async def __aexit__(self, kind, value, tb):
        counts["left"] += 1
        if kind is not GeneratorExit:
            await Wait(1)


counts = {"entered": 0, "left": 0, "cancelled": 0, "done": 0, "steps": 0, "value": 0, "errors": 0, "closed": 0}
tasks = [node(rnd(6)) for _ in range(300)]
started = set()
while tasks:
    k = rnd(len(tasks))
    t = tasks[k]
    action = rnd(40)
    counts["steps"] += 1
    try:
        if action == 0 and id(t) in started:
            t.throw(Cancel())
        elif action == 1 and id(t) in started:
            t.close()
            counts["closed"] += 1
            started.discard(id(t))
            tasks[k] = tasks[-1]
            tasks.pop()
        else:
            t.send(counts["steps"] if id(t) in started else None)
            started.add(id(t))
    except StopIteration as e:
        counts["done"] += 1
        counts["value"] = (counts["value"] * 31 + e.value) % 1000003
    except Cancel:
        counts["errors"] += 1
    else:
        continue
    started.discard(id(t))
    tasks[k] = tasks[-1]
    tasks.pop()
print(counts)
