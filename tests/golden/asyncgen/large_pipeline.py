"""Many values through several layers; sums agree."""
class Pause:
    def __await__(self):
        yield


async def numbers(n):
    for i in range(n):
        if i % 100 == 0:
            await Pause()
        yield i


async def batched(source, size):
    batch = []
    async for v in source:
        batch.append(v)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


async def flattened(source):
    async for batch in source:
        for v in batch:
            yield v


async def main():
    total = 0
    async for v in flattened(batched(numbers(5003), 7)):
        total += v
    return total


c = main()
n = 0
try:
    while True:
        c.send(None)
        n += 1
except StopIteration as e:
    print(e.value, e.value == sum(range(5003)), n)


async def running_average():
    total = count = 0
    value = yield
    while True:
        total += value
        count += 1
        value = yield total / count


async def averages(values):
    g = running_average()
    await g.asend(None)
    out = [await g.asend(v) for v in values]
    await g.aclose()
    return out


try:
    averages([10, 20, 60, 30]).send(None)
except StopIteration as e:
    print(e.value)
