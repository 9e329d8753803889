"""The three kinds side by side: how the compiler marks them and what can be done with each."""
FLAGS = {0x20: "CO_GENERATOR", 0x80: "CO_COROUTINE", 0x100: "CO_ITERABLE_COROUTINE", 0x200: "CO_ASYNC_GENERATOR"}


def function():
    return 1


def generator():
    yield 1


async def coroutine():
    return 1


async def async_generator():
    yield 1


def flags(f):
    return " ".join(name for bit, name in FLAGS.items() if f.__code__.co_flags & bit) or "none of them"


METHODS = ("__iter__", "__next__", "send", "throw", "close", "__await__", "__aiter__", "__anext__", "asend", "athrow", "aclose")

print(f"{'defined by':<18}{'result':<18}flag")
for f in (function, generator, coroutine, async_generator):
    result = f()
    print(f"{f.__name__:<18}{type(result).__name__:<18}{flags(f)}")
    if f is coroutine:
        result.close()

print()
print(f"{'method':<12}{'generator':<12}{'coroutine':<12}async_generator")
objects = generator(), coroutine(), async_generator()
for method in METHODS:
    print(f"{method:<12}" + "".join(f"{'yes' if hasattr(o, method) else '-':<12}" for o in objects).rstrip())
objects[1].close()
