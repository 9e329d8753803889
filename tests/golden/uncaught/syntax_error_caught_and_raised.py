"""A SyntaxError from compile, uncaught."""
def load(text):
    return compile(text, "config.cfg", "exec")


load("a = 1\nb = = 2\n")
