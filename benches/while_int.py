"""Integer arithmetic in a while loop."""


def main(n):
    i = total = 0
    while i < n:
        if i % 3 == 0:
            total += i
        elif i & 1:
            total -= 7
        else:
            total ^= i
        i += 1
    return total


print(main(15_000_000))
