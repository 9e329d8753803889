"""A generator that yields in answer to GeneratorExit makes close() fail."""
def stubborn():
    while True:
        try:
            yield "again"
        except GeneratorExit:
            print("no thanks")
            global done
            if done:
                raise


done = False
g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(type(e).__name__, e, e.__cause__, e.__context__)
print("still alive:", next(g), g.gi_suspended)
done = True
print(g.close(), g.gi_frame)


def swallow():
    try:
        yield 1
    except GeneratorExit:
        pass
    yield 2


g = swallow()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)
print(next(g, "end"))


def stop_iteration():
    try:
        yield 1
    except GeneratorExit:
        raise StopIteration("x")


g = stop_iteration()
next(g)
try:
    print(g.close())
except RuntimeError as e:
    print(e, repr(e.__cause__), repr(e.__context__))
