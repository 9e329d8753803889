"""Through awaits."""
class Pause:
    def __await__(self):
        yield


async def leaf():
    await Pause()
    raise OSError(2, "No such thing", "name")


async def top():
    async with Manager():
        await leaf()


class Manager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *a):
        return False


c = top()
c.send(None)
c.send(None)
