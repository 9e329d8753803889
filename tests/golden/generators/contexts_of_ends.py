"""Which exceptions get a context when a generator ends, fails or is thrown into inside a handler."""
def returns(value):
    return value
    yield


def fails_late():
    try:
        yield 1
    except KeyError:
        yield 2


def chain(error):
    out = []
    while error is not None:
        out.append(repr(error))
        error = error.__context__
    return out


def attempt(label, action):
    try:
        raise OSError("handled")
    except OSError:
        try:
            print(label, "->", action())
        except BaseException as error:
            print(label, chain(error))


attempt("returns None", lambda: returns(None).send(None))
attempt("returns a value", lambda: returns(7).send(None))
attempt("thrown into unstarted", lambda: returns(1).throw(ValueError("v")))
g = returns(1)
g.close()
attempt("thrown into closed", lambda: g.throw(ValueError("v")))
g = fails_late()
next(g)
attempt("thrown into suspended", lambda: g.throw(ValueError("v")))
g = fails_late()
next(g)
g.throw(KeyError("k"))
attempt("thrown into a handler", lambda: g.throw(ValueError("v")))


def waits():
    yield from fails_late()


g = waits()
next(g)
attempt("not an exception", lambda: g.throw(5))
