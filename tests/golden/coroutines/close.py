"""close() in each state, level by level."""
class Pause:
    def __await__(self):
        try:
            yield "paused"
        except GeneratorExit:
            print("awaitable exit")
            raise


async def level(n):
    try:
        if n:
            return await level(n - 1)
        await Pause()
    except GeneratorExit:
        print("exit", n)
        raise
    finally:
        print("finally", n)


c = level(2)
print(c.send(None))
print("close", c.close(), c.cr_frame)
print("again", c.close())
c = level(1)
print("unstarted", c.close(), c.cr_frame)


async def returns():
    try:
        await Pause()
    except GeneratorExit:
        return "closing value"


c = returns()
c.send(None)
print(c.close())


async def ignores():
    try:
        await Pause()
    except GeneratorExit:
        await Pause()


c = ignores()
c.send(None)
try:
    c.close()
except RuntimeError as e:
    print(e)
c.close()


async def raises():
    try:
        await Pause()
    finally:
        raise KeyError("closing")


c = raises()
c.send(None)
try:
    c.close()
except KeyError as e:
    print(repr(e), repr(e.__context__))
