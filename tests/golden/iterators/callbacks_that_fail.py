"""What built-ins do when the Python code they call fails, gives the wrong thing or changes what they work on."""
def run(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
class H:
    def __init__(s,h,eq=True): s.h=h; s.eq=eq
    def __hash__(s): return s.h() if callable(s.h) else s.h
    def __eq__(s,o): return s.eq(o) if callable(s.eq) else s.eq
run(lambda: {H(lambda: 1/0): 1})
run(lambda: set([H(lambda: 'x')]))
run(lambda: hash(H(lambda: 2**70)))
run(lambda: hash(H(lambda: -1)))
run(lambda: {1:2}[H(1)])
run(lambda: {1:2}.get(H(1, lambda o: 1/0)))
d={1:1,2:2}
run(lambda: d.setdefault(H(1, lambda o: d.clear() or False), 5))
print(len(d))
d={i:i for i in range(3)}
def it():
    for k in d: yield k; d['n%d'%k]=1
run(lambda: list(it()))
d={i:i for i in range(3)}
run(lambda: dict((d.pop(k), 1) for k in list(d)))
run(lambda: [d.update(x=1) for k in {1:1}])
s={1,2,3}
run(lambda: [s.add(x+10) for x in s])
class M:
    def keys(s): return ['a','b']
    def __getitem__(s,k): return k*2
run(lambda: dict(M())); run(lambda: {**M()}); run(lambda: dict(M(), c=1)); run(lambda: (lambda **k: k)(**M()))
class M2:
    def keys(s): return 5
run(lambda: dict(M2())); run(lambda: dict(5)); run(lambda: dict([5])); run(lambda: dict(['ab','cd'])); run(lambda: dict([('a',1),('b',)])); run(lambda: {}.update([[1,2],[3,4]]))
run(lambda: dict(zip('ab',range(2)), b=9)); run(lambda: dict(x for x in [(1,2),[3,4]]))
run(lambda: min(5)); run(lambda: max()); run(lambda: max([1],[2],key=len)); run(lambda: max(1,'a')); run(lambda: min([],default=None)); run(lambda: max({1:2,3:1},key={1:2,3:1}.get)); run(lambda: max('abc',key=None)); run(lambda: min(x for x in [3,float('nan'),1]))
run(lambda: sum([1,2],start=3)); run(lambda: sum([],5)); run(lambda: sum([True,True])); run(lambda: sum([1,2.5,3j])); run(lambda: sum([1e308,1e308,-1e308])); run(lambda: sum([float('inf'),float('-inf')])); run(lambda: sum([0.1]*10)); run(lambda: sum([1,'a'])); run(lambda: sum([b'a'],b'')); run(lambda: sum({1:2})); run(lambda: sum([2**62]*3)); run(lambda: sum([1.5,2**70])); run(lambda: sum([2**70,1.5])); run(lambda: sum(5))
run(lambda: list(zip([1],[1,2],strict=True))); run(lambda: list(map(lambda a,b:a+b,[1],[1,2],strict=True))); run(lambda: list(zip())); run(lambda: list(map(None,[1]))); run(lambda: list(filter(None,[0,1,'',[2]]))); run(lambda: list(enumerate('ab',start=5))); run(lambda: map(1)); run(lambda: filter(1)); run(lambda: list(filter(1,[2]))); run(lambda: zip(1)); run(lambda: enumerate(1)); run(lambda: enumerate([],'a'))
run(lambda: any(5)); run(lambda: all([[],1])); run(lambda: any([[],0,'x']))
class BadIter:
    def __iter__(s): return 5
for f in (list,tuple,set,sum,any,dict,sorted,''.join,min,lambda x:[*x],lambda x:print(*x),lambda x:3 in x,iter,lambda x: list(zip(x)),lambda x: list(map(str,x)),bytes,frozenset,enumerate):
    run(lambda: f(BadIter()))
def un(v):
    a,b=v
    return a
for v in (BadIter(),5,None,'abc','ab',{1:2,3:4},{1:2},range(3),[1],(1,2,3),iter([1,2,3])): run(lambda: un(v))
def un2(v):
    a,*b,c=v
    return a,b,c
for v in (5,'a','ab',[1,2,3],iter(())): run(lambda: un2(v))
class NI:
    def __iter__(s): return s
    def __next__(s): raise ValueError('nx')
for f in (list,tuple,set,sum,any,dict,sorted,''.join,min,lambda x:[*x],lambda x:print(*x),lambda x:3 in x,un,un2,bytes,bytearray): run(lambda: f(NI()))
class Rec:
    def __repr__(s): return repr(l)
l=[]; l.append(Rec()); l.append(l)
print(l)
class Err:
    def __repr__(s): raise KeyError('r')
l=[1,Err()]
run(lambda: repr(l)); run(lambda: repr(l)); l.pop(); print(l)
class NS:
    def __repr__(s): return 5
    __str__=__repr__
run(lambda: repr([NS()])); run(lambda: str(NS())); run(lambda: f'{NS()}'); run(lambda: '%s'%NS()); run(lambda: {1:NS()}.__repr__())
x=[3,1,2]
run(lambda: x.sort(key=lambda v: x.clear() or v)); print(x)
run(lambda: x.sort(lambda v:v)); run(lambda: sorted(x,reverse='a')); run(lambda: sorted(x,key=1)); run(lambda: sorted(x,None)); run(lambda: sorted(iterable=x)); run(lambda: sorted())
class RevB:
    def __bool__(s): raise KeyError('rev')
run(lambda: sorted([1],reverse=RevB()))
l=[1,2,3]
run(lambda: l.__init__(v for v in l)); print(l)
l=[1,2,3]
run(lambda: l.extend(l)); print(l)
def inf():
    for v in l:
        if len(l)<12: yield v
run(lambda: l.extend(inf())); print(len(l))
l=[1,2,3,4]
l[1:3]=(v*2 for v in l); print(l)
run(lambda: l.__setitem__(slice(0,4,2),(1,2,3)))
run(lambda: list(range(3)).index(5)); run(lambda: isinstance(1,(int,(str,5)))); run(lambda: isinstance('a',(int,(bytes,5))))
import sys
class T1(tuple):
    def __new__(cls,v): return super().__new__(cls,(x*2 for x in v))
print(T1(range(3)))
class FS(frozenset):
    def __init__(s,*a): print('fs init',len(s))
print(sorted(FS(x for x in 'ab')))
class L1(list):
    def __init__(s,v): super().__init__(x+1 for x in v); print('l', s)
L1(range(2))
class D1(dict):
    def __init__(s,v): super().__init__(((x,x) for x in v), k=1)
print(D1('ab'))
class By(bytes):
    def __init__(s,*a): print('by',len(s))
By(x for x in range(3))
class Sx(str):
    def __init__(s,*a): print('sx',len(s))
class St:
    def __str__(s): return 'abc'
Sx(St())
class In(int):
    def __init__(s,*a): print('in',int(s))
class Ix:
    def __int__(s): return 7
In(Ix())
