"""open: reading, writing, appending, iteration, context, errors."""
import posix

NAME = "files_text.tmp"
with open(NAME, "w") as f:
    print(f.write("line 1\n"), f.write("zeile 2 äöü\n"), f.writelines(["a\n", "b"]), f.tell() > 0, f.mode, f.name, f.closed, f.encoding.lower(), f.writable(), f.readable())
print(f.closed)
with open(NAME) as f:
    print(repr(f.read()))
    print(repr(f.read()), f.seek(0), repr(f.readline()), repr(f.readline(3)), repr(f.read(2)), f.readlines())
with open(NAME) as f:
    for i, line in enumerate(f):
        print(i, repr(line))
with open(NAME, "a") as f:
    f.write("\nappended")
print(open(NAME).read().splitlines(), list(open(NAME))[-1], open(NAME, encoding="latin-1").readlines()[1])
with open(NAME, "w", newline="") as f:
    f.write("a\r\nb\rc\n")
print([repr(open(NAME, newline=n).read()) for n in (None, "", "\n", "\r\n", "\r")])
with open(NAME, "w+") as f:
    f.write("hello")
    f.seek(1)
    print(f.read(2), f.truncate(3), f.seek(0), f.read())
print("x", file=open(NAME, "w"))
print(open(NAME).read())
for args in (("missing.file",), (NAME, "q"), (NAME, "rw"), (NAME, ""), (NAME, "r", -1, "nope"), (NAME, "x"), (5.5,), ("",), (".",), (NAME, "b"), (NAME, "rb", -1, "utf-8"), (NAME, "r", 0), (NAME, "r", -1, None, "bad")):
    try:
        open(*args).close()
        print(args, "opened")
    except Exception as e:
        print(args, type(e).__name__, e)
f = open(NAME)
f.close()
for action in (f.read, lambda: next(f), lambda: f.write("x"), f.seek, f.__enter__):
    try:
        action()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
with open(NAME) as f:
    try:
        f.write("x")
    except OSError as e:
        print(type(e).__name__, type(e).__mro__[1].__name__, e)
with open(NAME, "wb") as f:
    f.write(b"ok\xff\n")
try:
    open(NAME, encoding="utf-8").read()
except UnicodeDecodeError as e:
    print(e)
print(ascii(open(NAME, errors="replace").read()), ascii(open(NAME, errors="surrogateescape").read()))
posix.unlink(NAME)
