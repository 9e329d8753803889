"""Sources about global nonlocal that do not compile, and a few that do."""
for bad in ("nonlocal x", "def f(): nonlocal x", "def f(x): global x", "def f(x): nonlocal x", "def f():\n x = 1\n global x",
            "def f():\n print(x)\n global x", "def f():\n global x\n nonlocal x", "def f():\n x = 1\n def g():\n  x = 2\n  nonlocal x",
            "def f():\n x: int\n global x", "class C:\n nonlocal x", "global x\nx = 1\nglobal y", "x = 1\nglobal x",
            "def f():\n for x in y: global x", "def f():\n import x\n global x", "global __class__",
            "def f():\n global x\n def g():\n  nonlocal x"):
    try:
        compile(bad, "bad", "exec")
        print("fine", repr(bad))
    except SyntaxError as e:
        print(e.msg, "|", e.lineno, e.offset)
