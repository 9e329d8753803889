"""A list holds all its values; a generator holds the frame that makes the next one."""
import sys


def list_squares(n):
    return [x**2 for x in range(n)]


def gen_squares(n):
    for x in range(n):
        yield x**2


N = 1_000_000
numbers = list_squares(N)
squares = gen_squares(N)
print("the list takes more than 8 MB:", sys.getsizeof(numbers) >= 8 * N)
print("the generator takes less than 1 KB:", sys.getsizeof(squares) < 1024)
print("both give the same:", sum(numbers) == sum(squares))

# A pipeline of generators holds one value at a time, however long the input is.
evens = (x for x in range(10 * N) if x % 2 == 0)
pairs = ((x, x + 1) for x in evens)
print("sum of the first thousand products:", sum(a * b for (a, b), _ in zip(pairs, range(1000))))
