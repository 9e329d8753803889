# Every event that a trace function gets, for each kind of statement and generator.
import sys


def tracer(frame, event, arg):
    name = frame.f_code.co_name
    if event == "exception": arg = arg[0].__name__
    print(name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg if isinstance(arg, (int, str, tuple)) else type(arg).__name__)
    return tracer
def run(f, *a):
    print("==", f.__name__)
    sys.settrace(tracer)
    try: r = f(*a)
    except Exception as e: r = e
    sys.settrace(None)
    print("result", repr(r))
def simple(x):
    y = x + 1
    return y
def oneline(x): return x
def loop():
    total = 0
    for i in range(3):
        if i == 1:
            pass
        total += i
    else:
        total += 10
    while total > 12:
        total -= 1
    return total
def exc():
    try:
        1/0
    except ZeroDivisionError as e:
        x = 1
    finally:
        y = 2
    return (x,
            y)
def uncaught():
    x = 1
    raise ValueError(x)
def caller():
    try:
        uncaught()
    except ValueError:
        return "caught"
def g():
    yield 1
    x = yield 2
    return 3
def usegen():
    for v in g():
        v
    return list(g())
def h():
    r = yield from g()
    return r
def usedeleg():
    it = h()
    next(it)
    next(it)
    try: next(it)
    except StopIteration as e: return e.value
def comp():
    a = [i for i in range(2)]
    return (a,
            [j
             for j in a])
def withst():
    class C:
        def __enter__(self): return self
        def __exit__(self, *a): return True
    with C():
        1/0
    with C() as c:
        pass
def nested():
    def inner(a,
              b=2):
        return a
    return inner(
        1,
        b=3)
def match_(x):
    match x:
        case 1:
            return "one"
        case [a, b]:
            return "pair"
        case _:
            return "other"
def throwit():
    it = g()
    next(it)
    try: it.throw(KeyError)
    except KeyError: pass
    it = g(); next(it); it.close()
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 1: raise StopIteration
        return self.n
def iters():
    for x in It():
        pass
def lam():
    return sorted([3, 1], key=lambda v: -v)
async def co():
    return 5
async def co2():
    x = await co()
    return x
def usecoro():
    c = co2()
    try: c.send(None)
    except StopIteration as e: return e.value
def multi():
    if True and (
        1):
        x = 1
    x = 2; y = 3
    return x
def cond(a, b):
    if a:
        if b:
            x = 1
    else:
        x = 2
def whilepass():
    i = 0
    while i < 2: i += 1
def tryfin():
    for i in range(2):
        try:
            continue
        finally:
            i
def delstm():
    x = 1
    del x
    assert True
    global zz
    zz = 1
for f, a in [(simple,(1,)),(oneline,(1,)),(loop,()),(exc,()),(caller,()),(usegen,()),(usedeleg,()),(comp,()),(withst,()),(nested,()),(match_,(1,)),(match_,([1,2],)),(match_,(5,)),(throwit,()),(iters,()),(lam,()),(usecoro,()),(multi,()),(cond,(1,1)),(cond,(1,0)),(cond,(0,0)),(whilepass,()),(tryfin,()),(delstm,())]:
    run(f, *a)
