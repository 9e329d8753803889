"""Somebody resumes the inner generator while an outer one is delegating to it."""
def inner():
    for i in range(8):
        try:
            x = yield i
        except ValueError as e:
            print("inner caught", e)
        else:
            if x is not None:
                print("inner got", x)
    return "end"


def middle(it):
    r = yield from it
    return "middle " + str(r)


def outer(it):
    r = yield from it
    yield "outer " + str(r)


low = inner()
mid = middle(low)
top = outer(mid)
print(next(top), next(low), next(mid), next(top))
print(low.send("direct"))
print(top.send("through top"))
print(mid.throw(ValueError("at mid")))
print(low.throw(ValueError("at low")))
print(next(low, "low over"))
print(low.gi_frame, mid.gi_yieldfrom is low)
print(next(top))
print(mid.gi_frame, next(top, "top over"))
