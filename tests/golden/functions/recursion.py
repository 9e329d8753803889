"""Recursion: plain, mutual, memoised, and the limit."""
import sys


def fact(n):
    return 1 if n <= 1 else n * fact(n - 1)


def fib(n, memo={}):
    if n in memo:
        return memo[n]
    memo[n] = r = n if n < 2 else fib(n - 1) + fib(n - 2)
    return r


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


print(fact(30), fib(80), ackermann(2, 3))


def is_even(n):
    return n == 0 or is_odd(n - 1)


def is_odd(n):
    return n != 0 and is_even(n - 1)


print(is_even(100), is_odd(100))


def forever(n):
    return forever(n + 1)


try:
    forever(0)
except RecursionError as e:
    print(type(e).__name__, e)
print(sys.getrecursionlimit())
sys.setrecursionlimit(200)


def depth():
    try:
        return depth() + 1
    except RecursionError:
        return 0


print(100 < depth() <= 200)
sys.setrecursionlimit(5000)


def count(n):
    return 0 if n == 0 else 1 + count(n - 1)


print(count(4000))
sys.setrecursionlimit(1000)
for bad in (0, -5, "x", 2**40, 1.5):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__, e)


def towers(n, a, b, c, moves):
    if n:
        towers(n - 1, a, c, b, moves)
        moves.append(a + b)
        towers(n - 1, c, b, a, moves)
    return moves


print(len(towers(8, "A", "B", "C", [])), "".join(towers(3, "A", "B", "C", [])))
flatten = lambda x: [y for v in x for y in (flatten(v) if isinstance(v, list) else [v])]
print(flatten([1, [2, [3, [4]]], 5]))
Y = lambda f: (lambda x: f(lambda *a: x(x)(*a)))(lambda x: f(lambda *a: x(x)(*a)))
print(Y(lambda self: lambda n: 1 if n == 0 else n * self(n - 1))(10))
