"""What ContextVar takes for a name."""
import contextvars


class Odd(str):
    def __eq__(self, other): pass


for action in (lambda: contextvars.ContextVar(), lambda: contextvars.ContextVar(1), lambda: contextvars.ContextVar(name="a"),
               lambda: contextvars.ContextVar("a", x=1), lambda: contextvars.ContextVar(default=1),
               lambda: contextvars.ContextVar(Odd("a"))):
    try:
        print(action())
    except TypeError as e:
        print(e)
print(contextvars.ContextVar("a", default=1).get())
