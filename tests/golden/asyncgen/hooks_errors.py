"""Arguments of set_asyncgen_hooks, and hooks that raise."""
import sys


def attempt(action):
    try:
        print(action())
    except BaseException as e:
        print(type(e).__name__, e)


attempt(lambda: sys.set_asyncgen_hooks(1))
attempt(lambda: sys.set_asyncgen_hooks(finalizer="x"))
attempt(lambda: sys.set_asyncgen_hooks(None, None, None))
attempt(lambda: sys.set_asyncgen_hooks(other=1))
print(sys.get_asyncgen_hooks())
sys.set_asyncgen_hooks(finalizer=len)
print(sys.get_asyncgen_hooks())
sys.set_asyncgen_hooks(firstiter=abs)
print(sys.get_asyncgen_hooks())
sys.set_asyncgen_hooks(firstiter=None, finalizer=None)


async def ag():
    yield 1


def bad(g):
    raise LookupError("hook")


sys.set_asyncgen_hooks(firstiter=bad)
g = ag()
attempt(lambda: g.__anext__())
attempt(lambda: g.asend(None).send(None))
sys.set_asyncgen_hooks(firstiter=None, finalizer=bad)


def unraisable(u):
    print("unraisable", repr(u.exc_value), u.err_msg and u.err_msg.split(" at 0x")[0])


sys.unraisablehook = unraisable
g = ag()
attempt(lambda: g.asend(None).send(None))
del g
print("dropped")
sys.set_asyncgen_hooks(None, None)
