class P:
    def __await__(self):
        x = yield "paused"
        return x


async def main():
    return await P(), await P()


c = main()
print(c.send(None), c.send(1))
try:
    c.send(2)
except StopIteration as e:
    print(e.value)
