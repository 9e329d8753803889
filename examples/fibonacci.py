"""An infinite generator: the Fibonacci numbers, and what the compiler makes of the function.

Run it with `kaa examples/fibonacci.py`.
"""


def fibonacci():
    """All Fibonacci numbers, one at a time."""
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


numbers = fibonacci()
for _ in range(10):
    print(next(numbers), end=" ")
print()

# The same generator goes on where it stopped.
print("next:", next(numbers), next(numbers))

# The 1000th number, computed with nothing kept but two integers.
for i, n in enumerate(fibonacci()):
    if i == 1000:
        print("F(1000) has", len(str(n)), "digits and ends in", n % 10**10)
        break

code = fibonacci.__code__
print("locals:", code.co_varnames, "| stack:", code.co_stacksize, "| constants:", code.co_consts)
print("a generator:", bool(code.co_flags & 0x20), "| bytes of bytecode:", len(code.co_code))
first = code.co_firstlineno
print("lines with code:", sorted({line - first for _, _, line in code.co_lines() if line}))
