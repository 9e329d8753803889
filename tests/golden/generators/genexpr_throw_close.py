"""Generator expressions have all methods of generators."""
g = (x for x in range(5))
print(next(g), g.send(None), g.send("ignored"))
try:
    g.throw(ValueError("t"))
except ValueError as e:
    print(e, g.gi_frame)
g = (x for x in range(5))
next(g)
print(g.close(), list(g))


class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n == 3:
            raise ValueError("iterator failed")
        return self.n

    def __del__(self):
        print("iterator gone")


g = (x for x in It())
print(next(g), next(g))
try:
    next(g)
except ValueError as e:
    print(e)
print(list(g))
g = (x for x in It())
next(g)
del g
print("after del")
g = (1 // x for x in (1, 0, 2))
print(next(g))
try:
    next(g)
except ZeroDivisionError as e:
    tb = e.__traceback__
    print(e, tb.tb_next.tb_frame.f_code.co_name, next(g, "finished"))
