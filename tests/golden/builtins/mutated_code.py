"""Bytecode that no compiler made is checked before it runs: whatever it is, the process goes on."""
# golden: by hand (CPython does not check, and crashes)
import random, sys, types, signal
class Stop(Exception): pass
def on(*a): raise Stop
signal.signal(signal.SIGALRM,on)
def s1(a,b=2,*c,d=4,**e):
    x=[i*a for i in range(3) if i]
    y={k:v for k,v in zip('ab',x)}
    for q in x:
        try:
            if q: raise ValueError(q)
            else: b+=1
        except ValueError as ex:
            b=str(ex)
        finally:
            z=(a,b,c)
    with CM() as m: m.foo(1,*c,k=2,**e)
    return f'{a!r:>5}{b}',z[1:],x.append(3),len(y)
class CM:
    def __enter__(self): return self
    def __exit__(self,*a): return True
    def foo(self,*a,**k): return super().__repr__()
def s2(n):
    def inner(v):
        nonlocal n
        n+=v
        return lambda: n
    def g():
        t=yield 1
        yield from [1,2]
        return t
    l=list(g())
    a,(b,*c),d=1,(2,3,4),5
    match l:
        case [1,*r]: pass
        case {'x':y}: pass
        case CM(z=1): pass
    class K(CM):
        w: int=3
        def foo(self): return __class__
    del a
    import sys as S
    from os import path
    return inner(2)(), K().foo, l[0:1], {**{}}, (lambda *a,**k:0)(*l,**{})
def s3(x=3):
    y=yield x
    try:
        while x: 
            x-=1
            yield (yield from gg())
    except (TypeError,KeyError) as e: yield e
    finally: yield 9
    return y
def gg():
    try: yield 1
    except ValueError: return 5
async def s4():
    async for x in ag(): y=x
    async with ACM() as q: await co()
    r=[z async for z in ag()]
    return r
async def ag():
    yield 1
    yield 2
async def co(): return 3
class ACM:
    async def __aenter__(self): return 1
    async def __aexit__(self,*a): return False
def s5():
    try: raise ExceptionGroup('a',[KeyError(1),ValueError(2)])
    except* KeyError as k: a=k
    except* ValueError: b=2
    assert a, 'no'
    x=y=[1,2,3]; x[0]=1; del x[0]; x[1:2]=[5]; x+=[1]
    global GG; GG=x; GG
    return not x or -x[0] and ~1 if x is not None else x in y, t'{x!r:a}b'
SEEDS=[s1,s2,s3,gg,s4,ag,co,s5,CM.foo]
def codes(c):
    yield c
    for k in c.co_consts:
        if isinstance(k,types.CodeType): yield from codes(k)
ALL=[c for f in SEEDS for c in codes(f.__code__)]
def mutate(r,c):
    kind=r.random()
    b=bytearray(c.co_code)
    for _ in range(r.choice((1,1,1,2,3,6))):
        i=r.randrange(len(b))
        k=r.random()
        if k<.4: b[i]=r.randrange(256)
        elif k<.6: b[i]^=1<<r.randrange(8)
        elif k<.75: b[i]=r.randrange(8)
        elif k<.9:
            j=r.randrange(len(b)//2)*2; i&=~1; b[i:i+2]=b[j:j+2]
        else:
            i&=~1; del b[i:i+2]
            if not b: b=bytearray(2)
    ch=dict(co_code=bytes(b))
    if kind<.15: 
        t=bytearray(c.co_exceptiontable)
        if t: t[r.randrange(len(t))]=r.randrange(256)
        ch['co_exceptiontable']=bytes(t)
    if kind>.9: ch['co_stacksize']=r.choice((0,1,2,3,10,100))
    if kind>.95: ch['co_flags']=c.co_flags^(1<<r.randrange(10))
    if .8<kind<.9 and c.co_consts:
        k=list(c.co_consts); k[r.randrange(len(k))]=r.choice((None,1,'a',(),('a',),(1,2),b'',ALL[0])); ch['co_consts']=tuple(k)
    return c.replace(**ch)
def drive(x,depth=0):
    try:
        if isinstance(x,types.GeneratorType):
            for v in (None,None,3): x.send(v)
            x.throw(ValueError('v'))
        elif isinstance(x,types.CoroutineType):
            x.send(None)
            x.throw(KeyError)
        elif isinstance(x,types.AsyncGeneratorType):
            x.asend(None).send(None)
            x.athrow(ValueError).send(None)
        elif callable(x) and depth<1: drive(x(),depth+1)
    finally:
        if hasattr(x,'close'): x.close()
def attempt(seed,msgs):
    r=random.Random(seed)
    c=r.choice(ALL)
    try:
        m=mutate(r,c)
    except (ValueError,SystemError,TypeError,OverflowError) as e: return
    # as a function
    cells=tuple(types.CellType(r.choice((1,'x',[1],CM))) for _ in m.co_freevars)
    signal.setitimer(signal.ITIMER_REAL,0.2)
    try:
        try: f=types.FunctionType(m,globals(),'f',None,cells or None)
        except (ValueError,TypeError): return
        n=m.co_argcount
        args=[r.choice((1,2,'s',[1],None,CM())) for _ in range(n)]
        res=f(*args,**({'d':1} if m.co_kwonlyargcount else {}))
        drive(res)
    except Stop: pass
    except SystemError as e: msgs[str(e)[:200].split(': ')[-1]]=msgs.get(str(e)[:200].split(': ')[-1],0)+1
    except BaseException as e:
        try: repr(e)
        except BaseException: pass
        msgs['ran']=msgs.get('ran',0)+1
    else: msgs['ok']=msgs.get('ok',0)+1
    finally:
        signal.setitimer(signal.ITIMER_REAL,0)

def plain():
    return 1


def refused(**changes):
    try:
        print(types.FunctionType(plain.__code__.replace(**changes), {})())
    except SystemError as e:
        print(e)


refused(co_code=bytes([128, 0, 94, 7, 35, 0]))
refused(co_code=bytes([128, 0, 255, 0]))
refused(co_code=bytes([128, 0, 35, 0]))
refused(co_code=bytes([128, 0, 94, 7]))
refused(co_code=bytes([128, 0, 82, 9, 35, 0]))
refused(co_code=bytes([128, 0, 84, 0, 35, 0]))
refused(co_code=bytes([128, 0, 77, 200]))
refused(co_code=bytes([128, 0, 33, 0, 35, 0]))
refused(co_code=bytes([128, 0, 94, 7, 94, 8, 35, 0]), co_stacksize=2)
refused(co_code=bytes([128, 0, 94, 7, 94, 8, 35, 0]), co_stacksize=1)
refused(co_code=bytes([128, 0, 94, 7, 120, 0, 35, 0]))
refused(co_code=b"")
sys.unraisablehook = lambda *a: None
found = {}
for seed in range(1000):
    attempt(seed, found)
print(sum(found.values()) > 200, "ran" in found, "unknown opcode" in found)
