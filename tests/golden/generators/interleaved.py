"""Many generators advanced in turn keep their own state."""
def worker(n):
    total = 0
    while True:
        x = yield total
        total += (x or 0) * n


workers = [worker(i) for i in range(100)]
for w in workers:
    next(w)
for round_ in range(10):
    results = [w.send(round_) for w in workers]
print(results[:5], sum(results))
for w in workers[::2]:
    w.close()
alive = [w for w in workers if w.gi_frame]
print(len(alive), sum(w.send(1) for w in alive))


def merge(*iterables):
    heads = []
    for it in map(iter, iterables):
        for v in it:
            heads.append([v, it])
            break
    while heads:
        heads.sort(key=lambda h: h[0])
        v, it = heads[0]
        yield v
        for v in it:
            heads[0][0] = v
            break
        else:
            del heads[0]


print(list(merge([1, 4, 7], (2, 5), iter([0, 9]), (x for x in (3, 3)))))


def tee(it, n=2):
    buffers = [[] for _ in range(n)]

    def reader(mine):
        while True:
            if not mine:
                try:
                    v = next(it)
                except StopIteration:
                    return
                for b in buffers:
                    b.append(v)
            yield mine.pop(0)
    it = iter(it)
    return [reader(b) for b in buffers]


a, b = tee(x * x for x in range(4))
print(next(a), next(a), next(b), list(a), list(b))
