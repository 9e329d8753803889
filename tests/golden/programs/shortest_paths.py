"""Dijkstra with a heap written by hand, breadth-first search, topological order, union-find."""
def push(heap, item):
    heap.append(item)
    i = len(heap) - 1
    while i and heap[i] < heap[(i - 1) // 2]:
        heap[i], heap[(i - 1) // 2] = heap[(i - 1) // 2], heap[i]
        i = (i - 1) // 2


def pop(heap):
    top, last = heap[0], heap.pop()
    if heap:
        heap[0] = last
        i = 0
        while True:
            small = i
            for c in (2 * i + 1, 2 * i + 2):
                if c < len(heap) and heap[c] < heap[small]:
                    small = c
            if small == i:
                break
            heap[i], heap[small] = heap[small], heap[i]
            i = small
    return top


def dijkstra(graph, start):
    best, back, heap = {start: 0}, {}, [(0, start)]
    while heap:
        d, node = pop(heap)
        if d > best[node]:
            continue
        for other, w in graph[node].items():
            if d + w < best.get(other, float("inf")):
                best[other], back[other] = d + w, node
                push(heap, (d + w, other))
    return best, back


graph = {"A": {"B": 7, "C": 9, "F": 14}, "B": {"C": 10, "D": 15}, "C": {"D": 11, "F": 2}, "D": {"E": 6}, "E": {}, "F": {"E": 9}, "G": {"A": 1}}
best, back = dijkstra(graph, "A")
print(best, back)
path = ["E"]
while path[-1] in back:
    path.append(back[path[-1]])
print("->".join(reversed(path)))
maze = ["S.#.....", "..#.###.", ".##...#.", "......#E"]


def bfs(maze):
    cells = {(r, c): ch for r, row in enumerate(maze) for c, ch in enumerate(row)}
    start = next(k for k, v in cells.items() if v == "S")
    frontier, seen = [start], {start: None}
    for r, c in frontier:
        if cells[r, c] == "E":
            node, steps = (r, c), 0
            while seen[node]:
                node, steps = seen[node], steps + 1
            return steps
        for n in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
            if cells.get(n, "#") != "#" and n not in seen:
                seen[n] = r, c
                frontier.append(n)


print("steps", bfs(maze))


def topological(deps):
    done, visiting, out = set(), set(), []

    def visit(n):
        if n in visiting:
            raise ValueError(f"cycle at {n}")
        if n not in done:
            visiting.add(n)
            for d in deps.get(n, ()):
                visit(d)
            visiting.discard(n)
            done.add(n)
            out.append(n)
    for n in deps:
        visit(n)
    return out


print(topological({"shirt": ["tie"], "tie": ["jacket"], "trousers": ["shoes", "belt"], "belt": ["jacket"], "socks": ["shoes"]}))
try:
    topological({1: [2], 2: [3], 3: [1]})
except ValueError as e:
    print(e)
h = []
for i in range(100):
    push(h, i * 37 % 101)
print([pop(h) for _ in range(10)], len(h))
