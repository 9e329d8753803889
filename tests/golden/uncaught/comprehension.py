"""Errors in comprehensions and lambdas."""
rows = [[1, 2], [3, 0]]
print([[10 // v for v in row] for row in rows])
