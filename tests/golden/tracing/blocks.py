# More events: exceptions that pass through blocks, asynchronous code, operators in Python.
import sys
# exceptions in with, async, nested gens etc
class Plain:
    def __enter__(self): pass
    def __exit__(self, *a): pass
def outer():
    try:
        inner()
    finally:
        x = 1
def inner():
    with Plain():
        raise KeyError(1)
def ge():
    return sum(i for i in range(2))
class A:
    x = 1
    def m(self):
        return self.x
    @property
    def p(self):
        return 5
    def __getattr__(self, n):
        return n
    def __add__(self, o): return 7
    def __bool__(self): return False
def attrs():
    a = A()
    a.m()
    a.p
    a.zzz
    a + 1
    if a:
        pass
    else:
        return 1
async def agen():
    yield 1
    yield 2
async def useag():
    async for x in agen():
        pass
    async with CM():
        pass
    return [x async for x in agen()]
class CM:
    async def __aenter__(self): return self
    async def __aexit__(self, *a): pass
def runco():
    try: useag().send(None)
    except StopIteration as e: return e.value
def clsdef():
    class B(A):
        y = 2
        def f(self): pass
    return B.__name__
def longexpr():
    return [
        1,
        len("a"),
        {
          "a": 2,
        }
    ]
def chain():
    try:
        try:
            1/0
        except ZeroDivisionError as e:
            raise ValueError from e
    except ValueError:
        pass
def rec(n):
    if n: rec(n-1)
def breaks():
    for i in range(5):
        if i == 2: break
    while True:
        break
    else:
        pass
def defaults(a=[x for x in range(2)], *, k=1):
    lambda: 0
    assert a, "msg"
    a[0]; a[0] = 1; a[0] += 1
    del a[0]
def exg():
    try:
        raise ExceptionGroup("x", [ValueError(1)])
    except* ValueError as e:
        y = e
def t(frame, event, arg):
    if event == "exception": arg = arg[0].__name__
    print(frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg if event == "exception" else "")
    return t
for f in [outer, ge, attrs, runco, clsdef, longexpr, chain, lambda: rec(2), breaks, defaults, exg]:
    print("==", f.__name__)
    sys.settrace(t)
    try: f()
    except Exception as e: print(repr(e))
    sys.settrace(None)
