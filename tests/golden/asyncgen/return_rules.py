"""What a body may hold, and that return without a value is the end."""
for source in (
    "async def f():\n    yield 1\n    return",
    "async def f():\n    yield 1\n    return None",
    "async def f():\n    return 1\n    yield",
    "async def f():\n    yield from x",
    "async def f():\n    x = yield\n    y = await x",
    "async def f():\n    [(yield x) for x in y]",
    "async def f():\n    def g():\n        yield 1\n        return 2\n    yield g",
    "async def f():\n    lambda: (yield)",
    "async def f():\n    return (yield 1)",
    "async def f():\n    async def g(): return 1\n    yield",
    "async def f():\n    class C:\n        x = yield\n",
    "async def f():\n    async for x in y: yield x\n    else: return",
    "async def f():\n    await (yield)",
    "async def f(): yield await x",
    "async def f(): await x; yield; await (yield await x)",
):
    try:
        code = compile(source, "case", "exec")
        inner = [c for c in code.co_consts if hasattr(c, "co_flags")][0]
        print("fine", hex(inner.co_flags & 0x2a0), repr(source))
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset, repr(source))


async def early(n):
    for i in range(n):
        if i == 2:
            return
        yield i


async def main():
    return [v async for v in early(5)]


try:
    main().send(None)
except StopIteration as e:
    print(e.value)
