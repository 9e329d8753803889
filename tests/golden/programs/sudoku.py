"""A Sudoku solver with sets of candidates and a generator of solutions."""
PUZZLE = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
ROWS = [[r * 9 + c for c in range(9)] for r in range(9)]
COLUMNS = [list(c) for c in zip(*ROWS)]
BOXES = [[(r + i) * 9 + c + j for i in range(3) for j in range(3)] for r in (0, 3, 6) for c in (0, 3, 6)]
PEERS = [{p for unit in ROWS + COLUMNS + BOXES if i in unit for p in unit} - {i} for i in range(81)]
steps = 0


def assign(cells, i, d):
    """Sets a digit and everything that follows from it; false when that is impossible."""
    todo = [(i, d)]
    while todo:
        i, d = todo.pop()
        if d not in cells[i]:
            return False
        cells[i] = {d}
        for p in PEERS[i]:
            if d in cells[p]:
                if len(cells[p]) == 1:
                    return False
                cells[p] = cells[p] - {d}
                if len(cells[p]) == 1:
                    todo.append((p, *cells[p]))
    return True


def solve(cells):
    global steps
    steps += 1
    open_cells = [(len(s), i) for i, s in enumerate(cells) if len(s) > 1]
    if not open_cells:
        yield "".join(str(*s) for s in cells)
        return
    _, i = min(open_cells)
    for d in sorted(cells[i]):
        copy = cells[:]
        if assign(copy, i, d):
            yield from solve(copy)


def start(puzzle):
    cells = [set(range(1, 10)) for _ in range(81)]
    for i, c in enumerate(puzzle):
        if c != "." and not assign(cells, i, int(c)):
            raise ValueError("no solution")
    return cells


solution = next(solve(start(PUZZLE)))
for r in range(9):
    print(" ".join(solution[r * 9:r * 9 + 9]))
print(len(list(solve(start(PUZZLE)))), steps)
hard = "4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......"
steps = 0
print(next(solve(start(hard))), steps > 10)
print(len([s for s, _ in zip(solve(start("." * 81)), range(5))]))
try:
    start("11" + "." * 79)
except ValueError as e:
    print(e)
