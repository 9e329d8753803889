"""yield in every part of a try statement."""
def full(kind):
    try:
        yield "try"
        if kind == "raise":
            raise ValueError("v")
        if kind == "return":
            return "R"
    except ValueError as e:
        yield "except " + str(e)
    else:
        yield "else"
    finally:
        yield "finally"
    yield "end"


for kind in ("plain", "raise", "return"):
    g = full(kind)
    out = []
    while True:
        try:
            out.append(next(g))
        except StopIteration as e:
            out.append(repr(e))
            break
    print(kind, out)


def loops():
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            yield i
        finally:
            yield f"f{i}"
    else:
        yield "else"


print(list(loops()))


def return_in_finally():
    try:
        yield 1
        raise KeyError
    finally:
        yield "cleaning"


g = return_in_finally()
print(next(g), next(g))
try:
    next(g)
except KeyError as e:
    print("KeyError comes after the yield in finally")


def nested():
    try:
        try:
            yield 1
        finally:
            yield 2
    finally:
        yield 3


g = nested()
print(next(g), g.throw(ValueError("a")), next(g))
try:
    next(g)
except ValueError as e:
    print(repr(e))
