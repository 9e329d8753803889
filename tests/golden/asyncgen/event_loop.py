"""A small loop with an asynchronous queue, producers and consumers."""
class Switch:
    def __await__(self):
        yield


class Queue:
    def __init__(self):
        self.items, self.closed = [], False

    def put(self, v):
        self.items.append(v)

    def close(self):
        self.closed = True

    async def __aiter__(self):
        while True:
            if self.items:
                yield self.items.pop(0)
            elif self.closed:
                return
            else:
                await Switch()


async def producer(q, n):
    for i in range(n):
        q.put(i)
        log.append(f"put {i}")
        await Switch()
    q.close()


async def consumer(name, q):
    async for v in q:
        log.append(f"{name} got {v}")
        await Switch()
    return name


def run(*coros):
    ready, results = list(coros), []
    while ready:
        c = ready.pop(0)
        try:
            c.send(None)
            ready.append(c)
        except StopIteration as e:
            results.append(e.value)
    return results


log = []
q = Queue()
print(run(producer(q, 5), consumer("a", q), consumer("b", q)))
print(*log, sep="\n")


async def ticker(n):
    for i in range(n):
        await Switch()
        yield i


async def merge(*gens):
    active = [aiter(g) for g in gens]
    while active:
        for g in list(active):
            try:
                yield await anext(g)
            except StopAsyncIteration:
                active.remove(g)


async def main():
    return [v async for v in merge(ticker(3), ticker(1), ticker(2))]


print(run(main()))
