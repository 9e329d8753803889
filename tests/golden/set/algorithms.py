"""Programs with sets of numbers and tuples."""
def sieve(n):
    composite = set()
    for i in range(2, n):
        if i not in composite:
            yield i
            composite.update(range(i * i, n, i))


print(list(sieve(60)), len(list(sieve(5000))))
seen, out = set(), []
for x in [3, 1, 3, 2, 1, 5]:
    if x not in seen:
        seen.add(x)
        out.append(x)
print(out, sorted(seen))


def life(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    counts[x + dx, y + dy] = counts.get((x + dx, y + dy), 0) + 1
    return {c for c, n in counts.items() if n == 3 or n == 2 and c in cells}


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(8):
    glider = life(glider)
print(sorted(glider))
graph = {1: {2, 3}, 2: {4}, 3: {4}, 4: {5}, 5: {1}, 6: {6}}


def reach(start):
    todo, found = [start], set()
    while todo:
        n = todo.pop()
        if n not in found:
            found.add(n)
            todo.extend(graph[n] - found)
    return found


print([sorted(reach(n)) for n in graph], frozenset(graph[1]) in {frozenset({2, 3})})
power = [frozenset()]
for x in range(4):
    power += [p | {x} for p in power]
print(len(power), len(set(power)), sorted(map(sorted, power))[:5], sum(len(p) for p in power))
big = set(range(10000))
big -= set(range(0, 10000, 2))
big &= set(range(100))
print(len(big), sorted(big)[:5], big <= set(range(1, 100, 2)))
s = set()
for i in range(2000):
    s.add(i * 7919 % 1013)
    s.discard(i % 500)
print(len(s), sorted(s)[:5], sum(s))
try:
    for x in s:
        s.discard(x)
except RuntimeError as e:
    print(e)
class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, o):
        return self.n == o.n


keys = {Key(i) for i in range(30)}
keys |= {Key(i) for i in range(20, 40)}
print(len(keys), Key(35) in keys, Key(40) in keys, len(keys - {Key(i) for i in range(10)}), sorted(k.n for k in keys & {Key(1), Key(99)}))
