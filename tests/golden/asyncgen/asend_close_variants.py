"""close() of asend and athrow objects at each stage; the generator can be used or not afterwards."""
class Pause:
    def __await__(self):
        try:
            yield "pause"
        finally:
            log.append("pause left")


async def ag():
    try:
        while True:
            await Pause()
            x = yield "value"
            log.append(f"x {x}")
    except BaseException as e:
        log.append(repr(e))
        raise


def attempt(f):
    try:
        return f()
    except BaseException as e:
        return f"{type(e).__name__}({e})"


for kind in ("asend", "athrow", "aclose"):
    for stage in ("new", "suspended", "finished"):
        log = []
        g = ag()
        if kind != "asend":
            a = g.asend(None)
            a.send(None)
            attempt(lambda: a.send(None))
        o = g.asend(None) if kind == "asend" else g.athrow(ValueError("v")) if kind == "athrow" else g.aclose()
        row = []
        if stage != "new":
            row.append(attempt(lambda: o.send(None)))
        if stage == "finished":
            row.append(attempt(lambda: o.send(None)))
        row.append(attempt(lambda: o.close()))
        row.append(attempt(lambda: o.send(None)))
        row.append((g.ag_running, g.ag_frame is None))
        nxt = g.asend(None)
        row.append(attempt(lambda: nxt.send(None)))
        nxt.close()
        print(kind, stage, row, log)
