"""sys.monitoring: which events come, with what."""
import sys
m=sys.monitoring; E=m.events
m.use_tool_id(1,'t')
log=[]
names={getattr(E,n):n for n in vars(E)}
def mk(n):
    def cb(code,*a):
        if code.co_filename==__file__ and code.co_name not in('run',):
            r=[]
            for x in a:
                if x is m.MISSING: x='MISSING'
                elif isinstance(x,BaseException): x=repr(x)
                elif callable(x): x=getattr(x,'__qualname__',str(type(x)))
                elif isinstance(x,(int,str)): pass
                else: x=type(x).__name__
                r.append(x)
            log.append((n, code.co_name, *r))
    return cb
for b,n in names.items():
    if b and n not in('BRANCH',): m.register_callback(1,b,mk(n))
LOC=0x7ff
ALL=(1<<16)-1
def run(f,ev=ALL,*a):
    log.clear()
    m.set_events(1,ev)
    try:
        f(*a)
    except BaseException as e:
        m.set_events(1,0)
        print('!',repr(e))
    m.set_events(1,0)
    print('==',f.__name__,hex(ev))
    for x in log:
        print('  ',*x)
def simple():
    x=1
    y=[x].append(2)
    return x
class C:
    def __init__(self,a): self.a=a
    def meth(self,*a): return len(a)
class D(C):
    def __init__(self):
        super().__init__(4)
def calls():
    c=C(1)
    c.meth(1)
    c.meth(*[1,2],**{})
    int('5',base=10)
    D()
    list.append([],1)
    list.append([],x) if 0 else None
def loop():
    for i in range(2):
        if i: pass
        else: x=1
    while i<3:
        i+=1
    for i in (1,2):
        break
    return [j for j in (1,2) if j]
def loopret():
    for i in (1,2):
        return i
def gen():
    x=yield 1
    yield 2
    return 7
def usegen():
    for i in gen(): pass
def usegen2():
    def g():
        r=yield from gen()
    list(g())
def gen0():
    yield 1
def usegen0():
    for i in gen0(): pass
class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration
def useit():
    for i in It(): pass
def exc():
    try:
        try: 1/0
        except ValueError: pass
        finally: x=1
    except ZeroDivisionError as e:
        pass
def exc2():
    try:
        int('x')
    except ValueError:
        raise
def exc3():
    with C2():
        raise KeyError
class C2:
    def __enter__(self): return self
    def __exit__(self,*a): return True
def thr():
    g=gen()
    next(g)
    try: g.throw(KeyError('k'))
    except KeyError: pass
    g=gen(); next(g); g.close()
async def agen():
    yield 1
    yield 2
async def co():
    async for x in agen():
        y=x
    pass
def asy():
    try: co().send(None)
    except StopIteration: pass
def mat(v):
    match v:
        case 1: x=1
        case 2: x=2
        case _: x=3
def none(v):
    if v is None: return 1
    if v is not None: x=2
    return v and 5
def xstar():
    try: raise ExceptionGroup('a',[KeyError(),ValueError()])
    except* KeyError: pass
    except* ValueError as e: pass
def supr():
    class A:
        def f(self): return 1
    class B(A):
        def f(self): return super().f()
        def g(self): return super(B,self).f
        def h(self): return super().zz
    b=B(); b.f(); b.g()
    try: b.h()
    except AttributeError: pass

GROUPS = (E.PY_START | E.PY_RESUME | E.PY_RETURN, E.CALL, E.LINE, E.JUMP | E.BRANCH_LEFT | E.BRANCH_RIGHT, E.RERAISE | E.EXCEPTION_HANDLED | E.PY_UNWIND | E.PY_THROW)
for f, *a in ((simple,), (calls,), (loop,), (loopret,), (usegen2,), (useit,), (exc,), (exc2,), (exc3,), (thr,), (mat, 2), (mat, 7), (none, None), (none, 3), (xstar,), (supr,)):
    for ev in GROUPS:
        run(f, ev, *a)
m.set_local_events(1, simple.__code__, E.LINE | E.PY_RETURN)
log.clear()
simple()
loop()
print(log, m.get_local_events(1, simple.__code__))
m.register_callback(1, E.LINE, lambda *a: print("line", a[1]) or m.DISABLE)
simple()
simple()
m.restart_events()
simple()
m.set_local_events(1, simple.__code__, 0)
simple()
m.register_callback(1, E.RAISE, lambda *a: m.DISABLE)
m.set_events(1, E.RAISE)
try:
    exc()
except ValueError as e:
    print(e)
m.set_events(1, 0)
for f, *a in ((m.use_tool_id, 1, "y"), (m.use_tool_id, 6, "y"), (m.use_tool_id, 2, 5), (m.get_tool, 1), (m.set_events, 1, 1 << 19), (m.set_events, 1, E.C_RETURN), (m.set_events, 3, 1), (m.register_callback, 1, 3, print), (m.set_local_events, 1, simple, 1), (m.set_local_events, 1, simple.__code__, E.RAISE), (m._all_events,)):
    try:
        print(f.__name__, f(*a))
    except (ValueError, TypeError) as e:
        print(f.__name__, type(e).__name__, e)
m.free_tool_id(1)
print(m.get_tool(1), m.events)
