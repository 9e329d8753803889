"""The three-argument form of athrow() works with a warning."""
async def ag():
    while True:
        try:
            yield "idle"
        except Exception as e:
            print("caught", repr(e))


def step(a):
    try:
        a.send(None)
    except StopIteration as e:
        return e.value
    except Exception as e:
        return repr(e)


g = ag()
step(g.asend(None))
print(step(g.athrow(ValueError, "text")))
print(step(g.athrow(ValueError, ValueError("v"), None)))
print(step(g.athrow(ValueError, None, None)))
print(step(g.athrow(ValueError("x"), "value")))
a = g.__anext__()
try:
    a.throw(KeyError, "three", None)
except StopIteration as e:
    print(e.value)
