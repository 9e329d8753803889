"""close() in each state, and what it returns (3.13: the generator's return value)."""
def f(log):
    log.append("start")
    try:
        yield 1
        yield 2
    except GeneratorExit:
        log.append("exit")
        return "returned"
    finally:
        log.append("finally")


log = []
g = f(log)
print("created:", g.close(), log)
print(next(g, "nothing"), log)

g = f(log)
next(g)
print("suspended:", g.close(), log)
print("again:", g.close(), g.gi_frame)

g = f([])
print(list(g), "finished:", g.close())


def plain():
    yield 1


g = plain()
next(g)
print("no handler:", g.close(), g.gi_frame, g.gi_yieldfrom)


def raises():
    try:
        yield
    finally:
        raise KeyError("from finally")


g = raises()
next(g)
try:
    g.close()
except KeyError as e:
    print("close raised", repr(e), repr(e.__context__))
print(g.gi_frame, g.close())
