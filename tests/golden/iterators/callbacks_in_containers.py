"""Python methods called by built-in containers, and what happens when they change the container meanwhile."""
class E:
    def __init__(s,v): s.v=v
    def __eq__(s,o): print('eq',s.v,getattr(o,'v',o)); return s.v==getattr(o,'v',o)
    def __lt__(s,o): print('lt',s.v,o.v); return s.v<o.v
    def __hash__(s): print('hash'); return hash(s.v)
    def __repr__(s): return f'E{s.v}'
a,b,c=E(1),E(2),E(3)
print([a,b]==[E(1),E(2)], [a,b]==[E(1),E(3)], [a,b]!=[E(1)], (a,b)==(a,E(2)), (a,)==(a,b), [a,b]<[E(1),E(3)], (a,)<(a,b), (b,)<(E(1),))
print(E(2) in [a,b,c], E(5) in (a,b), 2 not in [a,b], [a,b,c].index(E(3)), [a,b,a].count(E(1)), (a,b).index(b))
l=[a,b,c]; l.remove(E(2)); print(l)
try: l.remove(9)
except ValueError as e: print(e)
try: (1,2).index(3)
except ValueError as e: print(e)
print(hash((a,b))==hash((1,2)))
print({1:a}=={1:E(1)}, {1:a}!={1:E(2)}, {1:a}=={2:a}, {a:1}=={E(1):1})
print([a,(b,),{c:a},{1},frozenset([2])], {1:a}.items(), {1:a}.values(), {a}.__repr__())
x=[1]; x.append(x); print(x); d={}; d[1]=d; print(d); t=([],); t[0].append(t); print(t)
class M(type):
    def __instancecheck__(s,o): print('ic'); return []
    def __subclasscheck__(s,o): print('sc'); return 'yes'
class C(metaclass=M): pass
print(isinstance(1,C), isinstance(1,(str,(C,int))), issubclass(int,C), issubclass(int,(str,C)), isinstance(C(),C))
for f in (lambda: isinstance(1,1), lambda: isinstance(1,(str,2)), lambda: issubclass(1,int), lambda: issubclass(int,1), lambda: isinstance(1,(int,2)), lambda: 1 in 5, lambda: 1 in object(), lambda: isinstance(1, int|str), lambda: isinstance(1, list[int]), lambda: issubclass(int, int|str)):
    try: print(f())
    except TypeError as e: print(e)
class It:
    def __init__(s): s.n=0
    def __iter__(s): return s
    def __next__(s):
        s.n+=1
        if s.n>3: raise StopIteration
        return s.n
print(2 in It(), 9 in It(), 9 not in It())
class G:
    def __getitem__(s,i):
        if i>3: raise IndexError
        return i
print(2 in G(), 7 in G(), list(G()))
class Co:
    def __contains__(s,x): return x
print(0 in Co(), [] not in Co(), 'a' in Co())
if 3 in Co(): print('y')
class BadIter:
    __contains__=None
try: 1 in BadIter()
except TypeError as e: print(e)
class I2:
    def __iter__(s): raise TypeError('mine')
try: 1 in I2()
except TypeError as e: print(e)
class Nb:
    def __bool__(s): print('bool'); return True
class Eq2:
    def __eq__(s,o): return Nb()
print(Eq2() in [1], [Eq2()]==[1], [1,2].count(Eq2()))
# mutation
class Mut:
    def __init__(s,l): s.l=l
    def __eq__(s,o): s.l.clear(); return False
l=[1,2,3]; l[1]=Mut(l); print(5 in l, l)
l=[1,2,3]; l[0]=Mut(l); print(l==[4,5,6], l)
l=[1,2]; l[0]=Mut(l); print(l<[4,5], l)
l=[1,2]; l[0]=Mut(l); print(l.count(2), l)
class MutR:
    def __init__(s,l): s.l=l
    def __repr__(s): s.l.append(1) if len(s.l)<4 else None; return 'M'
l=[1]; l[0]=MutR(l); print(l)
class MutD:
    def __init__(s,d): s.d=d
    def __repr__(s): s.d.clear(); return 'M'
d={}; d[1]=MutD(d); d[2]=3; print(d)
class MutE:
    def __eq__(s,o): dd.clear(); return True
dd={1:MutE(),2:3}; print(dd=={1:2,2:3})
class K:
    def __init__(s,v): s.v=v
    def __lt__(s,o): ll.append(1); return s.v<o.v
ll=[K(3),K(1)]
try: ll.sort()
except ValueError as e: print(e, len(ll))
class K2:
    def __lt__(s,o): 1/0
ll=[K2(),K2(),1]
try: ll.sort()
except ZeroDivisionError as e: print(e, len(ll))
def gen():
    for i in range(3):
        print(len(lst)); yield i
lst=[]; lst.extend(gen()); print(lst)
lst=[7]; lst+=gen(); print(lst)
s=set()
def g2():
    for i in range(3): print(len(s)); yield i
s.update(g2()); 
d={}
def g3():
    for i in range(3): print(len(d)); yield i,i
d.update(g3()); print(d)
def g4():
    yield 1
    d[99]=1
    yield 2
for k in (x for x in [1]): pass
try:
    for k in d:
        d[100]=1
except RuntimeError as e: print(e)
try: list(d[k] if d.pop(k) else 1 for k in d)
except RuntimeError as e: print(e)
print(sorted([3,1,2],key=lambda x:-x,reverse=True), sorted('bca'), sorted({2:1,1:1}))
def k(x):
    raise StopIteration(5)
for f in (lambda: sorted([1],key=k), lambda: list(map(k,[1])), lambda: max([1],key=k), lambda: list(k(x) for x in [1]), lambda: any(map(k,[1])), lambda: sum(map(k,[1,2])), lambda: [*map(k,[1])], lambda: dict(map(k,[1])), lambda: list(filter(k,[1])), lambda: ''.join(map(k,[1])), lambda: list(iter(lambda: k(1), 3)), lambda: max(k(x) for x in [1])):
    try: print(f())
    except BaseException as e: print(repr(e), repr(e.__cause__))
