"""GeneratorExit while the generator awaits: thrown by close of the consumer."""
class Pause:
    def __await__(self):
        try:
            yield
        except GeneratorExit:
            print("pause exit")
            raise
        finally:
            print("pause finally")


async def ag():
    try:
        await Pause()
        yield 1
    except GeneratorExit:
        print("ag exit")
        raise
    finally:
        print("ag finally")


async def consumer():
    try:
        async for v in ag():
            print("never", v)
    finally:
        print("consumer finally")


c = consumer()
c.send(None)
c.close()
print("--")
c = consumer()
c.send(None)
del c
print("--")
g = ag()
a = g.__anext__()
a.send(None)
a.close()
print(g.ag_frame, g.ag_running)
g = ag()
a = g.__anext__()
a.send(None)
try:
    a.throw(GeneratorExit("by hand"))
except GeneratorExit as e:
    print(repr(e))
try:
    g.__anext__().send(None)
except StopAsyncIteration:
    print("over")
