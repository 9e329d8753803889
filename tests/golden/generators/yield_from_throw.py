"""An exception thrown into a chain lands in the innermost generator and unwinds level by level."""
def level(n, log, catch=None):
    try:
        if n == 0:
            while True:
                yield "leaf"
        else:
            yield from level(n - 1, log, catch)
            log.append(f"{n} goes on")
            yield f"after {n}"
    except ValueError as e:
        log.append(f"{n} caught {e}")
        if n == catch:
            return "handled"
        raise
    finally:
        log.append(f"{n} finally")


log = []
g = level(3, log)
next(g)
try:
    g.throw(ValueError("v"))
except ValueError:
    print("not caught")
print(log)
for catch in range(4):
    log = []
    g = level(3, log, catch)
    print(next(g))
    try:
        print(catch, g.throw(ValueError("w")))
    except StopIteration as e:
        print(catch, repr(e))
    print(log)
    del g
    print(log[-2:])
