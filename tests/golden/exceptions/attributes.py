"""Attributes of the special exceptions."""
def show(e, *names):
    print(type(e).__name__, {n: getattr(e, n) for n in names})


show(OSError(2, "text", "file1", None, "file2"), "errno", "strerror", "filename", "filename2")
show(OSError("one"), "errno", "strerror", "filename")
show(OSError(1, 2), "errno", "strerror", "filename", "args")
show(StopIteration(1, 2), "value", "args")
show(SystemExit(1, 2), "code")
show(SystemExit(), "code")
show(SystemExit("text"), "code")
show(ImportError("m", name="n", path="p"), "msg", "name", "path", "name_from")
show(ModuleNotFoundError("m"), "msg", "name", "path")
show(NameError("m"), "name")
show(AttributeError("m"), "name", "obj")
show(UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "why"), "encoding", "object", "start", "end", "reason")
show(SyntaxError("m", ("f", 1, 2, "t", 3, 4)), "msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line")
show(SyntaxError("m"), "msg", "filename", "lineno")
for code in (1, 2, 3, 4, 9, 11, 13, 17, 20, 21, 32, 104, 103, 110, 111, 115, 5):
    print(code, type(OSError(code, "x")).__name__, end="; ")
print()


class MyOS(OSError):
    pass


print(type(MyOS(2, "x")).__name__, type(OSError(2)).__name__)
b = BlockingIOError(11, "x", 5)
print(b.characters_written, b.args)
try:
    BlockingIOError(11, "x").characters_written
except AttributeError as e:
    print(e)
e = ValueError("v")
e.args = [1, 2]
print(e.args, str(e))
e.custom = 1
print(e.__dict__, e.__traceback__, e.__cause__, e.__context__, e.__suppress_context__)
for attr, v in (("args", 5), ("__traceback__", 1), ("__cause__", 1), ("__context__", "x"), ("__suppress_context__", "yes")):
    try:
        setattr(e, attr, v)
        print("set", attr)
    except TypeError as x:
        print(x)
try:
    del e.args
except TypeError as x:
    print(x)
import errno
try:
    open("/nonexistent/file")
except OSError as x:
    print(repr(x), x.errno == errno.ENOENT, x.filename)
