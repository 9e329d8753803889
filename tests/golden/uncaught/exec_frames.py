"""Frames of code that was compiled from a text have no source lines."""
code = compile("def f(x):\n    return x / 0\n", "<made up>", "exec")
exec(code)
eval("f(1) + 1")
