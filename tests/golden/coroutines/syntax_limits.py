"""Where await, async for and async with may not stand."""
cases = [
    "def f(): await x",
    "await x",
    "async for x in y: pass",
    "async with x: pass",
    "def f():\n    async for x in y: pass",
    "def f():\n    async with x: pass",
    "def f(): return [x async for x in y]",
    "[x async for x in y]",
    "class C:\n    await x",
    "async def f():\n    def g(): await x",
    "async def f(): yield from x",
    "async def f():\n    yield 1\n    return 2",
    "async def f(): lambda: await x",
    "async def f(x=await y): pass",
    "async def f():\n    async def g(x=await y): pass",
    "async def f(): [x async for x in y]",
    "async def f(): return (await x for x in y)",
    "async def f(): return [await x for x in y]",
    "def f(): return (x async for x in y)",
    "async = 1",
    "await = 1",
    "async def await(): pass",
    "async lambda: 1",
    "async def f(): await",
    "async def f():\n    await x = 1",
    "async def f(): return await x ** 2",
    "async def f(): return -await x",
    "async def f(): return await -x",
    "async def f(): await await x",
    "async def f(): await (yield)",
    "@await x\ndef f(): pass",
    "async def f():\n    @(await x)\n    def g(): pass",
    "async def f():\n    del await x",
]
for source in cases:
    try:
        compile(source, "case", "exec")
        print("fine   ", repr(source))
    except SyntaxError as e:
        print(e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg, "|", repr(source))
