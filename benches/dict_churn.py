"""Dicts: insertion, look-up, counting, deletion; int and str keys."""


def main(n):
    words = [f"word{i % 977}" for i in range(5000)]
    total = 0
    for _ in range(n):
        counts = {}
        for w in words:
            counts[w] = counts.get(w, 0) + 1
        squares = {i: i * i for i in range(5000)}
        for i in range(0, 5000, 2):
            total += squares.pop(i)
        for k, v in squares.items():
            total += k ^ v
        total += sum(counts.values())
    return total


print(main(600))
