"""Sources about sizes and flags that do not compile, and a few that do."""
for bad in ("yield", "class C: yield 1", "[(yield) for x in y]", "async def f(): yield from x",
            "def f(): [(yield x) for x in y]", "lambda: await x", "def f(): await x",
            "async def f():\n    yield 1\n    return 2", "(x for x in await y)", "def f(x=(yield)): pass"):
    try:
        compile(bad, "bad", "exec")
        print("compiles:", bad)
    except SyntaxError as e:
        print(e.msg, "|", e.lineno, e.offset)
