"""A coroutine that is dropped without having run is warned about."""
async def forgotten():
    return 1


async def ran():
    return 1


class Pause:
    def __await__(self):
        yield


async def suspended():
    await Pause()


forgotten()
print("one")
c = forgotten()
c.close()
print("closed: no warning")
del c
c = suspended()
c.send(None)
del c
print("suspended: no warning")
try:
    ran().send(None)
except StopIteration:
    print("ran: no warning")
c = forgotten()
c.__name__ = "other"
c.__qualname__ = "another.name"
del c
c = forgotten()
try:
    c.throw(ValueError)
except ValueError:
    print("thrown: no warning")
w = forgotten().__await__()
del w
print("end")
