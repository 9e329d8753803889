"""Producers, filters and sinks wired together with send()."""
def started(f):
    def wrapper(*args, **kwargs):
        g = f(*args, **kwargs)
        next(g)
        return g
    wrapper.__name__ = f.__name__
    return wrapper


@started
def sink(name, out):
    try:
        while True:
            out.append((name, (yield)))
    except GeneratorExit:
        out.append((name, "closed"))


@started
def grep(pattern, target):
    try:
        while True:
            line = yield
            if pattern in line:
                target.send(line)
    finally:
        target.close()


@started
def broadcast(*targets):
    try:
        while True:
            item = yield
            for t in targets:
                t.send(item)
    finally:
        for t in targets:
            t.close()


out = []
head = broadcast(grep("a", sink("A", out)), grep("b", sink("B", out)))
for word in ("apple", "bat", "cod", "blob"):
    head.send(word)
head.close()
for entry in out:
    print(*entry)


@started
def averager():
    total = count = 0
    average = None
    while True:
        value = yield average
        if value is None:
            return total / count, count
        total += value
        count += 1
        average = total / count


g = averager()
print([g.send(v) for v in (10, 20, 60)])
try:
    g.send(None)
except StopIteration as e:
    print(e.value)
