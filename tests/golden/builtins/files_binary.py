"""Binary files: read, seek, readinto, buffering, posix calls beside them."""
import posix

NAME = "files_binary.tmp"
with open(NAME, "wb") as f:
    print(f.write(bytes(range(256))), f.tell(), f.seekable(), f.name, f.mode, f.fileno() > 2, f.isatty())
with open(NAME, "rb") as f:
    print(f.read(4), f.tell(), f.seek(10), f.read(2), f.seek(-2, 2), f.read(), f.read(), f.seek(1, 0), f.seek(1, 1), f.read(1))
    b = bytearray(4)
    print(f.readinto(b), b, f.peek(1)[:1], f.read1(3), f.readline()[:5])
with open(NAME, "r+b") as f:
    f.seek(5)
    f.write(b"WRITTEN")
    f.seek(0)
    print(f.read(15))
    f.truncate(20)
print(len(open(NAME, "rb").read()), posix.stat(NAME).st_size)
with open(NAME, "rb", buffering=0) as f:
    print(type(f).__name__, f.read(3), f.readall()[:3])
with open(NAME, "ab") as f:
    f.write(b"end")
with open(NAME, "rb") as f:
    print(type(f).__name__, list(f)[-1][-3:], f.closed)
try:
    open(NAME, "xb")
except FileExistsError as e:
    print(e)
with open(NAME, "wb") as f:
    for bad in ("text", 5, None):
        try:
            f.write(bad)
        except TypeError as e:
            print(e)
    print(f.write(bytearray(b"ab")), f.write(memoryview(b"cd")), f.writelines([b"x", b"y"]))
print(open(NAME, "rb").read())
fd = posix.open(NAME, posix.O_RDONLY)
print(posix.read(fd, 3), posix.lseek(fd, 0, 0), posix.read(fd, 1), posix.close(fd))
with open(posix.open(NAME, posix.O_WRONLY | posix.O_TRUNC), "w") as f:
    f.write("by descriptor")
print(open(NAME).read(), NAME in posix.listdir("."))
posix.rename(NAME, NAME + "2")
posix.unlink(NAME + "2")
for action in (lambda: posix.unlink(NAME), lambda: posix.stat(NAME), lambda: posix.rmdir(NAME), lambda: posix.listdir(NAME), lambda: posix.close(9999)):
    try:
        action()
    except OSError as e:
        print(type(e).__name__, e.errno, e)
