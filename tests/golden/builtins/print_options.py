"""print: sep, end, file, flush, errors."""
import sys

print("a", "b", sep=", ", end=".\n")
print(1, 2, 3, sep="")
print("x", end="")
print("y", flush=True)
print(sep="x")
print(*[], sep="-")
print("a", sep=None, end=None)


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.parts.append("<flush>")


w = Writer()
print("one", 2, [3], file=w)
print("f", file=w, flush=True, end="")
print(w.parts)
print("to stdout", file=None)
print("to stdout", file=sys.stdout)
for bad in (lambda: print(1, sep=5), lambda: print(1, end=5), lambda: print(1, file=5), lambda: print(1, nothing=5), lambda: print(1, sep=b"x")):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class S:
    def __str__(self):
        raise ValueError("str fails")


try:
    print("before", S(), "after")
except ValueError as e:
    print("|", e)
saved, sys.stdout = sys.stdout, w
print("captured")
sys.stdout = saved
print(w.parts[-2:])
sys.stdout = None
print("goes nowhere")
sys.stdout = saved
print("é🎉", "\x00" == "\0", ascii("é"))
