"""A thousand chains of random shape are advanced, cut, closed and dropped by a fixed pseudo-random plan."""
state = 12345


def rnd(n):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return (state >> 8) % n


def leaf(n, tag):
    total = 0
    for i in range(n):
        try:
            total += (yield (tag, i)) or 0
        except ValueError:
            total += 1000
    return total


def link(g):
    try:
        return (yield from g) + 1
    except KeyError:
        return 0


pool, results = [], {}
for step in range(6000):
    action = rnd(12)
    if action < 3 or not pool:
        g = leaf(rnd(6) + 1, step)
        parts = [g]
        for _ in range(rnd(6)):
            g = link(g)
            parts.append(g)
        pool.append(parts)
        continue
    k = rnd(len(pool))
    parts = pool[k]
    part = parts[rnd(len(parts))] if action < 6 else parts[-1]
    try:
        if part.gi_frame is not None and not part.gi_suspended:
            next(part)
            key = "started"
        elif action in (3, 7, 8, 9):
            part.send(step)
            key = "sent"
        elif action == 4:
            part.throw(ValueError("v"))
            key = "thrown"
        elif action == 5:
            part.throw(KeyError("k"))
            key = "key"
        elif action == 10:
            part.close()
            key = "closed"
        else:
            del pool[k]
            key = "dropped"
    except StopIteration as e:
        key = f"stop {type(e.value).__name__}"
        results["sum"] = (results.get("sum", 0) * 31 + (e.value or 0)) % 1000003
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        key = type(e).__name__
    results[key] = results.get(key, 0) + 1
print(sorted(results.items()), len(pool))
