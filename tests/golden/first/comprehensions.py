print([x * x for x in range(5)], [x for x in range(10) if x % 2], {x: x * 2 for x in range(3)}, {x % 2 for x in range(5)})
print([(a, b) for a in "ab" for b in range(2)], [[i * j for j in range(2)] for i in range(2)])
