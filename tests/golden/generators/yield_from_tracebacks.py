"""A traceback through a chain names each link and its line."""
def walk(e):
    tb = e.__traceback__
    while tb:
        code = tb.tb_frame.f_code
        yield f"{code.co_name}+{tb.tb_lineno - code.co_firstlineno}"
        tb = tb.tb_next


def leaf():
    yield 1
    x = 1
    raise ValueError("leaf")


def middle():
    yield 0

    yield from leaf()


def top():
    for i in range(1):
        yield from middle()


def drive():
    g = top()
    print(next(g), next(g))
    next(g)


try:
    drive()
except ValueError as e:
    print(list(walk(e))[1:])


def throwing():
    g = top()
    next(g)
    next(g)
    g.throw(KeyError("k"))


try:
    throwing()
except KeyError as e:
    print(list(walk(e))[1:])


def closing():
    g = failing_top()
    next(g)
    g.close()


def failing_leaf():
    try:
        yield
    finally:
        1 / 0


def failing_top():
    yield from failing_leaf()


try:
    closing()
except ZeroDivisionError as e:
    print(list(walk(e))[1:])
    print(list(walk(e.__context__)), repr(e.__context__))
