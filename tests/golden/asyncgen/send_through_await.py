"""Values and exceptions sent to asend objects reach the await inside."""
class Talk:
    def __await__(self):
        got = []
        while len(got) < 3:
            try:
                got.append((yield len(got)))
            except ValueError as e:
                got.append(repr(e))
        return got


async def ag():
    while True:
        yield await Talk()


async def outer():
    async for v in ag():
        return v


c = outer()
print(c.send(None), c.send("a"), c.throw(ValueError("v")))
try:
    c.send("c")
except StopIteration as e:
    print(e.value)
g = ag()
a = g.asend(None)
print(a.send(None), a.send(1), a.throw(ValueError("w")))
try:
    a.send(3)
except StopIteration as e:
    print(e.value)
t = g.athrow(KeyError("k"))
try:
    t.send(None)
except KeyError as e:
    print(repr(e))
c = outer()
c.send(None)
try:
    c.throw(LookupError("out"))
except LookupError as e:
    print(repr(e))
print(c.cr_frame)
c = outer()
c.send(None)
print(c.close())
