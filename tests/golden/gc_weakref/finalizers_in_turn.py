"""What a finaliser sees: objects that die together go one after the other, each with what it holds."""
import gc, sys, weakref
class D:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n)
def g():
    a=D('a'); b=D('b')
    for x in map(lambda z,d=D('it'):z, iter([D('l')])):
        yield (D('t1'), (yield 1))
def h():
    a=D('a'); b=D('b')
    try:
        yield
    finally: print('fin')
print('close')
x=g(); next(x); x.close()
print('drop')
x=g(); next(x); del x
print('end')
x=h(); next(x); list(x)
print('close h')
x=h(); next(x); x.close()
print('drop h')
x=h(); next(x); x=None
print('cycle')
x=g(); next(x); l=[x]; l.append(l); del l, x; gc.collect()
def f():
    a=D('a'); b=D('b'); return 1
print('f')
f()
def f():
    a=D('a'); b=D('b'); raise ValueError
print('f err')
try: f()
except ValueError: pass
class E:
    def __init__(s,n): s.n=n
    def __del__(s):
        print('del',s.n, [k() is not None for k in W])
class P: pass
W=[]
def f(k):
    a=E('a'); b=P(); c=E('c'); d=P(); e=E('e')
    W[:]=[weakref.ref(x) for x in (a,b,c,d,e)]
    if k: yield
print('f weak'); list(f(0))
print('f weak'); x=f(1); next(x); x.close()
print('f weak'); x=f(1); next(x); x=None
def f():
    a=E('a'); b=P(); c=E('c'); d=P(); e=E('e')
    W[:]=[weakref.ref(x) for x in (a,b,c,d,e)]
print('func weak'); f()
class O: pass
def f():
    o=O(); o.a=E('a'); o.b=P(); o.c=E('c'); o.d=P(); o.e=E('e')
    W[:]=[weakref.ref(x) for x in (o.a,o.b,o.c,o.d,o.e)]
print('obj weak'); f()
def f():
    o=[E('a'),P(),E('b'),P()]
    W[:]=[weakref.ref(x) for x in o]
print('list weak'); f()
def f():
    o=(E('a'),P(),E('b'),P())
    W[:]=[weakref.ref(x) for x in o]
print('tuple weak'); f()


def later(x, y):
    yield


def kept(name, held):
    try:
        yield held
    finally:
        print("closed", name, [k() is not None for k in W])


print("generators that hold each other")
a = kept("a", None)
next(a)
b = kept("b", a)
next(b)
W[:] = [weakref.ref(a), weakref.ref(b)]
g = later(a, b)
del a, b
del g
print("created, in a cycle")
box = []
c = kept("c", box)
next(c)
box += [c, later(c, box)]
W[:] = [weakref.ref(x) for x in box]
del box, c
gc.collect()


class Takes:
    """Lets go of something when it dies."""

    def __init__(self, name, other):
        self.name = name
        self.other = other

    def __del__(self):
        print("del", self.name, [k() is not None for k in W])
        self.other = None
        print("after", self.name, [k() is not None for k in W])


print("a list, a tuple, a frame object")
for make in (lambda a, b: [a, b]), (lambda a, b: (a, b)), (lambda a, b: sys._getframe()):
    a = E("shared")
    b = Takes("taker", a)
    W[:] = [weakref.ref(a), weakref.ref(b)]
    both = make(a, b)
    del a, b
    del both
