"""co_flags of the kinds, and that getsizeof works."""
import sys
import types


def plain(): return 1
def gen(): yield
async def co(): pass
async def agen(): yield
@types.coroutine
def iterable_co(): yield
nested = lambda: (yield)
def only_in_nested():
    def g(): yield
    return 1
def dead():
    if 0: yield
def with_star(*a, **k): yield from a


NAMES = {1: "OPTIMIZED", 2: "NEWLOCALS", 4: "VARARGS", 8: "VARKEYWORDS", 16: "NESTED", 32: "GENERATOR",
         128: "COROUTINE", 256: "ITERABLE_COROUTINE", 512: "ASYNC_GENERATOR"}
for f in (plain, gen, co, agen, iterable_co, nested, only_in_nested, dead, with_star):
    flags = f.__code__.co_flags
    print(f.__name__, hex(flags & 0xffff), [n for b, n in NAMES.items() if flags & b])
e = (x for x in ())
print(hex(e.gi_code.co_flags & 0xffff))
print(type(dead()).__name__, list(dead()))
c = iterable_co()
print(type(c).__name__, hex(c.gi_code.co_flags & 0x1ff))
print(sys.getsizeof(gen()) > 0, sys.getsizeof(gen()) < 2000)
source = "def f():\n    return 1\n    yield"
ns = {}
exec(source, ns)
print(list(ns["f"]()))
