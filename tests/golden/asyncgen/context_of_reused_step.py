"""What a step raises anew when something is thrown into it has the handled exception of the thrower as its context."""


class Boom(Exception):
    pass


class Pause:
    def __await__(self):
        yield "paused"


async def items():
    await Pause()
    yield 1


async def waits(step):
    await step


def chain(error):
    names = []
    while error is not None:
        names.append(repr(error))
        error = error.__context__
    return " / ".join(names)


def throw_into_closed(step, *what):
    waiting = waits(step)
    print(waiting.send(None))
    step.close()
    try:
        raise Boom("handled")
    except Boom:
        try:
            waiting.throw(*what)
        except BaseException as error:
            print(chain(error))


throw_into_closed(items().__anext__(), StopAsyncIteration(4))
throw_into_closed(items().asend(None), ValueError)
throw_into_closed(items().asend(None), KeyError("k"))
