"""Cancellation by throw: cleanup that awaits, shielding, timeouts; all by hand."""
class Cancelled(BaseException):
    pass


class Tick:
    def __await__(self):
        yield "tick"


async def work(name, n):
    try:
        for i in range(n):
            await Tick()
        return name
    except Cancelled:
        log.append(f"{name} cleans up")
        await Tick()
        log.append(f"{name} cleaned")
        raise


async def stubborn(n):
    done = 0
    while done < n:
        try:
            await Tick()
            done += 1
        except Cancelled:
            log.append("not now")
    return "stubborn done"


class Shield:
    def __init__(self, c):
        self.c = c

    def __await__(self):
        pending = None
        while True:
            try:
                v = self.c.send(None)
            except StopIteration as e:
                if pending:
                    raise pending
                return e.value
            try:
                yield v
            except Cancelled as e:
                log.append("shielded")
                pending = e


async def shielded():
    return await Shield(work("inner", 3))


def run(c, cancel_at):
    n = 0
    try:
        while True:
            n += 1
            if n == cancel_at:
                c.throw(Cancelled())
            else:
                c.send(None)
    except StopIteration as e:
        return e.value, n
    except Cancelled:
        return "cancelled", n


for make in (lambda: work("w", 3), lambda: stubborn(3), shielded):
    for at in (0, 2, 3):
        log = []
        print(run(make(), at), log)
