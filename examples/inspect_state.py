"""What a generator, a coroutine and an asynchronous generator tell about themselves."""


def generator_state(g):
    """The four states, from the attributes alone."""
    if g.gi_running:
        return "GEN_RUNNING"
    if g.gi_suspended:
        return "GEN_SUSPENDED"
    return "GEN_CLOSED" if g.gi_frame is None else "GEN_CREATED"


def my_gen():
    print("  inside:", generator_state(g))
    yield 1
    yield 2


g = my_gen()
print(generator_state(g))
next(g)
print(generator_state(g), "at line", g.gi_frame.f_lineno - my_gen.__code__.co_firstlineno, "of", g.__name__)
next(g)
print(generator_state(g))
try:
    next(g)
except StopIteration:
    print(generator_state(g))


def numbers():
    yield from (1, 2)


def outer():
    local = "a local"
    yield from numbers()
    print(local)


o = outer()
next(o)
print("locals:", o.gi_frame.f_locals)
print("delegates to:", o.gi_yieldfrom.__name__)
chain = []
x = o
while x is not None:
    chain.append(getattr(x, "__name__", type(x).__name__))
    x = getattr(x, "gi_yieldfrom", None)
print("chain:", " -> ".join(chain))


class Suspend:
    def __await__(self):
        yield "waiting"


async def leaf():
    await Suspend()


async def root():
    await leaf()


c = root()
print("coroutine:", c.cr_running, c.cr_suspended, c.cr_await)
print(c.send(None))
print("awaits:", c.cr_await.__name__, "which awaits", c.cr_await.cr_await.__name__)
c.close()
print("closed:", c.cr_frame is None)


async def agen():
    yield 1


a = agen()
print("async generator:", a.ag_running, a.ag_suspended, a.ag_frame is not None)
try:
    a.asend(None).send(None)
except StopIteration as stop:
    print("value", stop.value, "| suspended:", a.ag_suspended)
