"""Values sent into a generator."""


def accumulate():
    total = 0
    while True:
        total += yield total


def main(n):
    g = accumulate()
    next(g)
    send = g.send
    for i in range(n):
        last = send(i)
    return last


print(main(10_000_000))
