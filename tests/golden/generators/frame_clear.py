"""frame.clear() closes a suspended generator and refuses a running one."""
def f():
    try:
        print("running:", end=" ")
        try:
            g.gi_frame.clear()
        except RuntimeError as e:
            print(e)
        yield 1
    finally:
        print("finally")


g = f()
frame = g.gi_frame
print(next(g), frame.f_locals)
try:
    frame.clear()
    print("cleared", g.gi_frame, list(g))
except RuntimeError as e:
    print("suspended:", e, "| frame kept", g.gi_frame is frame)
print(next(g, "end"), frame.f_locals)
frame.clear()


def locals_only(big):
    x = [1, 2]
    yield x


g = locals_only("big")
frame = g.gi_frame
print(frame.f_locals)
frame.clear()
print("created, cleared:", g.gi_frame, frame.f_locals)
print(list(g))


def fail():
    x = "local"
    raise ValueError


try:
    fail()
except ValueError as e:
    frame = e.__traceback__.tb_next.tb_frame
    print(frame.f_locals)
    frame.clear()
    print(frame.f_locals, frame.f_code.co_name)
